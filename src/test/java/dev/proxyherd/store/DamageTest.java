package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.forgotten;
import static dev.proxyherd.store.Journals.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.testing.FastFolder;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores with damaged files. A start may refuse one; or take it, when nothing is missing; or take
 * it as it was earlier, when it says so. Nothing else.
 */
class DamageTest {
  private static final int STORES = Integer.getInteger("herd.damaged-stores", 12);
  private static final int DAMAGES = 20;
  private static final int CLIENTS = 12;
  private static final String SENDER = "Hands";

  @TempDir(factory = FastFolder.class)
  Path temporary;

  private final Random random = Seeds.random();

  /** What a store held after each write. */
  private final List<State> history = new ArrayList<>();

  private final List<Image> images = new ArrayList<>();

  /** All records with their numbers, tombstones included, and how far the sender had been taken. */
  private record State(List<Change> changes, long received) {}

  /**
   * A copy of a store's folder.
   *
   * @param closed or as a process leaves it that is killed
   * @param epoch of the store
   * @param state what the store held
   */
  private record Image(Path folder, boolean closed, String epoch, State state) {}

  @Test
  void noDamageIsSilent() throws IOException {
    var outcomes = new TreeMap<String, Integer>();
    for (var store = 0; store < STORES; store++) {
      makeStore(temporary.resolve("store" + store));
      for (var i = 0; i < DAMAGES; i++) {
        outcomes.merge(damageAndOpen(), 1, Integer::sum);
      }
    }
    System.out.println("damaged stores: " + outcomes);
    assertThat(outcomes.keySet()).containsExactly("lacks", "refused", "whole");
  }

  /** A few runs of a member; each may be the last. */
  private void makeStore(Path folder) throws IOException {
    history.clear();
    images.clear();
    for (var run = 1 + random.nextInt(3); run > 0; run--) {
      try (var journal = Journals.open(folder)) {
        var store = Journals.storeOn(journal);
        history.add(stateOf(store));
        write(store, random.nextInt(30));
        images.add(imageOf(folder, store));
        write(store, random.nextInt(3));
        images.add(imageOf(folder, store));
      }
      var last = images.getLast();
      images.add(new Image(Images.take(folder), true, last.epoch(), last.state()));
    }
  }

  private static Image imageOf(Path folder, RecordStore store) throws IOException {
    return new Image(Images.take(folder), false, store.epoch(), stateOf(store));
  }

  private void write(RecordStore store, int writes) {
    for (var i = 0; i < writes; i++) {
      var time = history.size();
      var client = "client" + random.nextInt(CLIENTS);
      var record = random.nextInt(6) == 0 ? forgotten(client, time) : record(client, time);
      store.offer(record, new Receipt(SENDER, "e", time));
      history.add(stateOf(store));
    }
  }

  private String damageAndOpen() throws IOException {
    var image = images.get(random.nextInt(images.size()));
    var folder = Images.take(image.folder());
    var damage =
        random.nextInt(6) == 0
            ? Damage.setBack(folder, images.get(random.nextInt(images.size())).folder(), random)
            : Damage.inflict(folder, random);
    var machineStopped = random.nextBoolean();
    try (var journal =
        machineStopped ? Journals.openAfterPowerFailure(folder) : Journals.open(folder)) {
      var store = Journals.storeOn(journal);
      var held = stateOf(store);
      if (held.equals(image.state())) {
        return "whole";
      }
      assertThat(journal.loss()).as("said of %s, %s", image, damage).isPresent();
      assertThat(store.epoch()).as("of %s, %s", image, damage).isNotEqualTo(image.epoch());
      assertThat(history).as("before %s, %s", image, damage).contains(held);
      return "lacks";
    } catch (StoreFolderException e) {
      assertThat(e.remedy()).containsIgnoringCase("move the folder away");
      return "refused";
    }
  }

  private static State stateOf(RecordStore store) {
    try (var feed = store.feed(0, "nobody")) {
      var received = store.lastReceipt(SENDER).map(Receipt::number).orElse(0L);
      return new State(feed.next(CLIENTS + 1), received);
    }
  }
}
