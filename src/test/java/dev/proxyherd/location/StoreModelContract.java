package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every store against the simplest model of one, with random histories. */
public abstract class StoreModelContract extends StoreContract {
  private static final int CLIENTS = 12;
  private static final List<String> NEIGHBOURS = List.of("Hands", "Holiday", "Wilkes");

  /** How many histories are tried. */
  protected int rounds() {
    return 300;
  }

  /** How many records each writer of a race offers, one after the other. */
  protected int racedOffers() {
    return 20_000;
  }

  @Test
  void feedsAreWhatTheModelSays() {
    var random = Seeds.random();
    for (var round = 0; round < rounds(); round++) {
      var history = new History();
      for (var step = 0; step < 200; step++) {
        history.step(random);
      }
    }
  }

  /** All changes of one store in order, and its feeds with what each has to give still. */
  private final class History {
    /** In steps of ten seconds, and five. */
    private static final Duration RETENTION = Duration.ofSeconds(640);

    private static final Duration FORGET_RETENTION = Duration.ofSeconds(320);

    private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(10_000));
    private final Retention retention = new Retention(RETENTION, FORGET_RETENTION);
    private final Map<ByteString, Change> newest = new HashMap<>();
    private final Map<ChangeFeed, Long> places = new HashMap<>();
    private LocationStore store = open(clock, retention);
    private long cutoffSeconds = now() - 640;
    private long forgetCutoffSeconds = now() - 320;

    void step(Random random) {
      switch (random.nextInt(80)) {
        case 0 -> restart();
        case 1, 2, 3, 4 -> sweep();
        case 5 -> clock.move(Duration.ofSeconds(-random.nextInt(100)));
        default -> {
          clock.move(Duration.ofSeconds(random.nextInt(10)));
          use(random);
        }
      }
      var number = anyNumber(random);
      assertThat(store.countAfter(number, 1000)).isEqualTo(after(number).size());
      assertThat(store.digest()).isEqualTo(digest());
    }

    private void use(Random random) {
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
    }

    private void restart() {
      var last = store.lastChange();
      places.keySet().forEach(ChangeFeed::close);
      places.clear();
      store = StoreModelContract.this.restart(store, clock, retention);
      assertThat(store.lastChange()).isEqualTo(last);
      sweep();
    }

    private void sweep() {
      store.sweep();
      cutoffSeconds = (now() - 640) / 10 * 10;
      forgetCutoffSeconds = (now() - 320) / 5 * 5;
      newest.values().removeIf(change -> isExpired(change.location()));
    }

    private boolean isExpired(ClientLocation location) {
      var cutoff = location.isForgotten() ? forgetCutoffSeconds : cutoffSeconds;
      return location.timeNanos() < cutoff * 1_000_000_000;
    }

    private long now() {
      return clock.instant().getEpochSecond();
    }

    private void close(ChangeFeed feed) {
      feed.close();
      places.remove(feed);
    }

    private void offer(Random random) {
      var candidate = randomRecord(random, now());
      var expected = expected(candidate);
      var outcome =
          random.nextBoolean()
              ? store.offer(candidate)
              : store.offer(candidate, new Receipt(anyOf(NEIGHBOURS, random), "e1", 1));
      assertThat(outcome).isEqualTo(expected);
      if (expected == Outcome.NEWER) {
        newest.put(candidate.client(), new Change(candidate, store.lastChange()));
      }
      var held = newest.get(candidate.client());
      assertThat(store.find(candidate.client()))
          .isEqualTo(
              held == null || held.location().isForgotten()
                  ? Optional.empty()
                  : Optional.of(held.location()));
    }

    private Outcome expected(ClientLocation candidate) {
      var held = newest.get(candidate.client());
      var order = held == null ? 1 : candidate.compareTo(held.location());
      if (order > 0) {
        return isExpired(candidate) ? Outcome.EXPIRED : Outcome.NEWER;
      }
      return order == 0 ? Outcome.SAME : Outcome.OLDER;
    }

    private Digest digest() {
      return newest.values().stream()
          .map(Change::location)
          .reduce(Tally.EMPTY, (tally, held) -> tally.replace(null, held), (one, _) -> one)
          .digest();
    }

    private long read(ChangeFeed feed, long place, int max) {
      var expected = after(place).stream().limit(max).toList();
      assertThat(feed.next(max)).isEqualTo(expected);
      if (expected.size() < max) {
        assertThat(feed.position()).isEqualTo(Math.max(place, store.lastChange()));
      }
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
      // No neighbour can have got further than to the last change.
      return Math.min(anyOf(numbers, random) + random.nextInt(3) - 1, store.lastChange());
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
        assertThat(store.find(location.client()))
            .isEqualTo(location.isForgotten() ? Optional.empty() : Optional.of(location));
      }
      assertThat(store.countAfter(0, 1000))
          .isEqualTo(expected.size())
          .isEqualTo(store.size() + (int) store.forgotten());
    }
  }

  private Map<ByteString, ClientLocation> write(LocationStore store, Random random) {
    var sent = new HashMap<ByteString, ClientLocation>();
    for (var i = 0; i < racedOffers(); i++) {
      var location = randomRecord(random, 1000);
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

  /** At some second within the last 700, or in the next minute. */
  private static ClientLocation randomRecord(Random random, long now) {
    return location(
        anyOf(NEIGHBOURS, random),
        "client" + random.nextInt(CLIENTS),
        random.nextInt(6) == 0 ? "-" : "+" + random.nextInt(3) + "+1",
        now + random.nextInt(-700, 60));
  }

  private static <T> T anyOf(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
