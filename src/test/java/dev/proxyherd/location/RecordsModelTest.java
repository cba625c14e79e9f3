package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of all lengths that come, grow, shrink and go, against a map in the order of changes. */
class RecordsModelTest {
  private static final int NAMES = 3_000;

  private final Random random = Seeds.random();
  private final List<String> names = new ArrayList<>();
  private final Records records = new Records();

  /** What is held, oldest change first. */
  private final Map<ByteString, Change> model = new LinkedHashMap<>();

  private Tally tally = Tally.EMPTY;
  private long number;
  private long feedPosition;

  @Test
  void holdsWhatTheModelHolds() {
    for (var i = 0; i < NAMES; i++) {
      names.add(i + "n".repeat(anyLength(i)));
    }
    var feed = records.feed(0, "Hands");
    // In turns it grows, and then shrinks to a few.
    for (var round = 0; round < 300; round++) {
      var removals = round / 30 % 2 == 0 ? random.nextInt(20) : random.nextInt(300);
      var before = number;
      apply(anyRemoved(removals), random.nextInt(100));
      if (round % 10 == 0) {
        assertSame();
      }
      var late = records.feed(before, "Wilkes");
      assertThat(late.next(1_000)).isEqualTo(after(before));
      late.close();
      if (round % 3 == 0) {
        assertThat(feed.next(10_000)).isEqualTo(after(feedPosition));
        feedPosition = feed.position();
      }
    }
    apply(Set.copyOf(model.keySet()), 0);
    assertSame();
    assertThat(records.tally()).isEqualTo(Tally.EMPTY);
  }

  private void apply(Set<ByteString> removed, int changes) {
    for (var client : removed) {
      var held = model.remove(client);
      tally = held == null ? tally : tally.without(held.location());
    }
    var newer = new ArrayList<Change>();
    var senders = new ArrayList<@Nullable String>();
    for (var i = 0; i < changes; i++) {
      var change = new Change(anyRecord(), ++number);
      newer.add(change);
      senders.add(null);
      var held = model.remove(change.location().client());
      tally = tally.replace(held == null ? null : held.location(), change.location());
      model.put(change.location().client(), change);
    }
    records.apply(removed, newer, senders, tally);
  }

  /** Some that are held, and one that is not. */
  private Set<ByteString> anyRemoved(int count) {
    var removed = new LinkedHashSet<ByteString>();
    for (var i = 0; i < count; i++) {
      removed.add(anyName());
    }
    removed.add(client("unknown"));
    return removed;
  }

  private ByteString anyName() {
    return client(names.get(random.nextInt(NAMES)));
  }

  private ClientLocation anyRecord() {
    var place = random.nextInt(8) == 0 ? "-" : "+1." + "0".repeat(anyLength(number)) + "1-1";
    return location("Goloman", anyName().toString(), place, random.nextInt(1_000_000));
  }

  private int anyLength(long choice) {
    return switch ((int) (choice % 50)) {
      case 0 -> random.nextInt(30_000); // name and place together: within what a line can hold
      case 1, 2 -> random.nextInt(5_000);
      default -> random.nextInt(60);
    };
  }

  private void assertSame() {
    for (var name : names) {
      var expected = model.get(client(name));
      assertThat(records.held(client(name))).isEqualTo(expected);
      assertThat(records.find(client(name)))
          .isEqualTo(expected == null ? null : expected.location());
    }
    assertThat(records.feed(0, "Welsh").next(NAMES)).isEqualTo(List.copyOf(model.values()));
    assertThat(records.backlog(0, NAMES).changes()).isEqualTo(model.size());
    var all = new ArrayList<ClientLocation>();
    records.all().forEachRemaining(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(locations(model.values()));
    assertThat(records.tally()).isEqualTo(tally);
  }

  private List<Change> after(long position) {
    return model.values().stream().filter(change -> change.number() > position).toList();
  }

  private static List<ClientLocation> locations(Collection<Change> changes) {
    return changes.stream().map(Change::location).toList();
  }
}
