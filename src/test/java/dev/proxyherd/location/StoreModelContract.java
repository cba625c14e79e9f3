package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.location;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every store against the simplest model of one, with random histories. */
public abstract class StoreModelContract {
  private static final int CLIENTS = 12;
  private static final List<String> NEIGHBOURS = List.of("Hands", "Holiday", "Wilkes");

  /** A new and empty store. */
  protected abstract LocationStore open(InstantSource clock);

  @Test
  void feedsAreWhatTheModelSays() {
    var random = Seeds.random();
    for (var round = 0; round < 300; round++) {
      var history = new History(open(InstantSource.system()));
      for (var step = 0; step < 200; step++) {
        history.step(random);
      }
    }
  }

  /** All changes of one store in order, and its feeds with what each has to give still. */
  private static final class History {
    private final LocationStore store;
    private final Map<ByteString, Change> newest = new HashMap<>();
    private final Map<ChangeFeed, Long> places = new HashMap<>();

    History(LocationStore store) {
      this.store = store;
    }

    void step(Random random) {
      switch (random.nextInt(8)) {
        case 0 -> {
          var after = anyNumber(random);
          // A receiver that sends nothing itself: of what others sent, nothing is left out.
          places.put(store.feed(after, "Welsh"), after);
        }
        case 1 -> places.keySet().stream().findAny().ifPresent(this::close);
        case 2, 3 -> places.replaceAll((feed, place) -> read(feed, place, random.nextInt(1, 6)));
        default -> offer(random);
      }
      var number = anyNumber(random);
      assertThat(store.countAfter(number, 1000)).isEqualTo(after(number).size());
    }

    private void close(ChangeFeed feed) {
      feed.close();
      places.remove(feed);
    }

    private void offer(Random random) {
      var candidate = randomRecord(random);
      var known = newest.get(candidate.client());
      var order = known == null ? 1 : candidate.compareTo(known.location());
      var outcome =
          random.nextBoolean()
              ? store.offer(candidate)
              : store.offer(candidate, new Receipt(anyOf(NEIGHBOURS, random), "e1", 1));
      assertThat(outcome)
          .isEqualTo(
              order > 0
                  ? LocationStore.Outcome.NEWER
                  : order == 0 ? LocationStore.Outcome.SAME : LocationStore.Outcome.OLDER);
      if (order > 0) {
        newest.put(candidate.client(), new Change(candidate, store.lastChange()));
      }
      assertThat(store.find(candidate.client()).orElseThrow())
          .isEqualTo(newest(candidate.client()).location());
      assertThat(store.digest()).isEqualTo(digest());
    }

    private Digest digest() {
      return newest.values().stream()
          .map(Change::location)
          .reduce(Tally.EMPTY, (tally, held) -> tally.replace(null, held), (one, _) -> one)
          .digest();
    }

    private Change newest(ByteString client) {
      return requireNonNull(newest.get(client));
    }

    private long read(ChangeFeed feed, long place, int max) {
      var expected = after(place).stream().limit(max).toList();
      assertThat(feed.next(max)).isEqualTo(expected);
      return expected.isEmpty() ? place : expected.getLast().number();
    }

    private List<Change> after(long number) {
      return newest.values().stream()
          .filter(change -> change.number() > number)
          .sorted(Comparator.comparingLong(Change::number))
          .toList();
    }

    private long anyNumber(Random random) {
      var numbers = new ArrayList<>(newest.values().stream().map(Change::number).sorted().toList());
      numbers.add(0L);
      return anyOf(numbers, random) + random.nextInt(3) - 1;
    }
  }

  @Test
  void nothingIsLostWhenWritersAndReadersRace() throws Exception {
    var random = Seeds.random();
    var store = open(InstantSource.system());
    var writing = new AtomicBoolean(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Callable<Map<ByteString, ClientLocation>>>();
      for (var writer = 0; writer < 4; writer++) {
        var seed = random.nextLong();
        writers.add(() -> write(store, new Random(seed)));
      }
      var readers =
          NEIGHBOURS.stream()
              .map(_ -> threads.submit(() -> replicate(store.feed(0, "Welsh"), writing)))
              .toList();
      var expected = new HashMap<ByteString, ClientLocation>();
      for (var written : threads.invokeAll(writers)) {
        written.get().forEach((client, location) -> expected.merge(client, location, Newest::of));
      }
      writing.set(false);
      for (var reader : readers) {
        assertThat(reader.get()).isEqualTo(expected);
      }
      for (var location : expected.values()) {
        assertThat(store.find(location.client())).contains(location);
      }
      assertThat(store.countAfter(0, 1000)).isEqualTo(expected.size()).isEqualTo(store.size());
    }
  }

  private static Map<ByteString, ClientLocation> write(LocationStore store, Random random) {
    var sent = new HashMap<ByteString, ClientLocation>();
    for (var i = 0; i < 20_000; i++) {
      var location = randomRecord(random);
      store.offer(location);
      sent.merge(location.client(), location, Newest::of);
    }
    return sent;
  }

  /** Follows a feed as a neighbour does, and checks its order on the way. */
  private static Map<ByteString, ClientLocation> replicate(ChangeFeed feed, AtomicBoolean writing) {
    var replica = new HashMap<ByteString, ClientLocation>();
    var last = 0L;
    while (true) {
      var wasWriting = writing.get();
      var changes = feed.next(5);
      for (var change : changes) {
        assertThat(change.number()).isGreaterThan(last);
        last = change.number();
        assertThat(replica.put(change.location().client(), change.location()))
            .satisfiesAnyOf(
                before -> assertThat(before).isNull(),
                before -> assertThat(before).isLessThan(change.location()));
      }
      if (changes.isEmpty() && !wasWriting) {
        return replica;
      }
    }
  }

  private static final class Newest {
    static ClientLocation of(ClientLocation one, ClientLocation other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }

  private static ClientLocation randomRecord(Random random) {
    return location(
        anyOf(NEIGHBOURS, random),
        "client" + random.nextInt(CLIENTS),
        "+" + random.nextInt(3) + "+1",
        random.nextInt(1_000));
  }

  private static <T> T anyOf(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
