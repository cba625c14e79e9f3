package dev.proxyherd.store;

import static dev.proxyherd.store.Journals.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  @TempDir Path temporary;
  private final Random random = Seeds.random();

  /** What a store held after each write. */
  private final List<State> history = new ArrayList<>();

  private final List<Image> images = new ArrayList<>();

  /** The newest record of each client, and how far the sender had been taken. */
  private record State(Map<ByteString, ClientLocation> records, long received) {}

  /**
   * A copy of a store's folder.
   *
   * @param closed or as a process leaves it that is killed
   * @param writes how many there had been
   */
  private record Image(Path folder, boolean closed, int writes) {}

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
    history.add(new State(Map.of(), 0));
    for (var run = 1 + random.nextInt(3); run > 0; run--) {
      try (var journal = Journals.open(folder)) {
        var store = Journals.storeOn(journal);
        write(store, random.nextInt(30));
        images.add(new Image(Images.take(folder), false, history.size() - 1));
        write(store, random.nextInt(3));
        images.add(new Image(Images.take(folder), false, history.size() - 1));
      }
      images.add(new Image(Images.take(folder), true, history.size() - 1));
    }
  }

  private void write(RecordStore store, int writes) {
    for (var i = 0; i < writes; i++) {
      var number = history.size();
      var record = record("client" + random.nextInt(CLIENTS), number);
      store.offer(record, new Receipt(SENDER, "e", number));
      var records = new HashMap<>(history.getLast().records());
      records.put(record.client(), record);
      history.add(new State(records, number));
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
      if (held.equals(history.get(image.writes()))) {
        return "whole";
      }
      assertThat(journal.loss()).as("said of %s, %s", image, damage).isPresent();
      assertThat(history).as("before %s, %s", image, damage).contains(held);
      return "lacks";
    } catch (StoreFolderException e) {
      assertThat(e.action()).containsIgnoringCase("move the folder away");
      return "refused";
    }
  }

  private State stateOf(RecordStore store) {
    var records = new HashMap<ByteString, ClientLocation>();
    for (var client = 0; client < CLIENTS; client++) {
      store
          .find(ByteString.of("client" + client))
          .ifPresent(record -> records.put(record.client(), record));
    }
    return new State(records, store.lastReceipt(SENDER).map(Receipt::number).orElse(0L));
  }
}
