package dev.proxyherd.location;

import static dev.proxyherd.location.StoreRecords.client;
import static dev.proxyherd.location.StoreRecords.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers beside a writer, who moves records about. No reader may ever see parts of two. */
class RecordsRaceTest {
  private static final int CLIENTS = 50;
  private static final int BATCHES = 20_000;

  private final Records records = new Records();
  private final AtomicBoolean writing = new AtomicBoolean(true);

  @Test
  void noRecordIsEverTorn() throws Exception {
    var seeds = Seeds.random();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var seed = seeds.nextLong();
      var readers =
          List.<Future<Integer>>of(
              threads.submit(() -> look(new Random(seed))),
              threads.submit(() -> look(new Random(seed + 1))),
              threads.submit(this::follow),
              threads.submit(this::goThroughAll));
      try {
        write(new Random(seeds.nextLong()));
      } finally {
        writing.set(false);
      }
      for (var reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
  }

  /** Drops some and puts others, without a pause: what there is to put was made before. */
  private void write(Random random) {
    var choice = Stream.generate(() -> anyRecord(random)).limit(2_000).toList();
    var number = 0L;
    for (var batch = 0; batch < BATCHES; batch++) {
      var removed = new LinkedHashSet<ByteString>();
      var newer = new ArrayList<Change>();
      for (var i = random.nextInt(10); i > 0; i--) {
        removed.add(choice.get(random.nextInt(choice.size())).client());
      }
      for (var i = random.nextInt(20); i > 0; i--) {
        newer.add(new Change(choice.get(random.nextInt(choice.size())), ++number));
      }
      records.apply(removed, newer, noSenders(newer.size()), Tally.EMPTY);
    }
  }

  private static List<@Nullable String> noSenders(int count) {
    return new ArrayList<>(Arrays.asList(new String[count]));
  }

  /** Of any length, and with the number that its other fields come to as its server. */
  private static ClientLocation anyRecord(Random random) {
    var name = "client" + random.nextInt(CLIENTS);
    var digits = random.nextInt(random.nextInt(5) == 0 ? 5_000 : 100);
    var place = "+1-1." + Integer.toString(random.nextInt(10)).repeat(1 + digits);
    var seconds = random.nextInt(1_000_000);
    var unchecked = location("x", name, place, seconds);
    return location("S" + check(unchecked), name, place, seconds);
  }

  private static int check(ClientLocation location) {
    var sum = 31 * location.client().hashCode() + location.location().hashCode();
    return 31 * sum + Long.hashCode(location.timeNanos());
  }

  private static void assertWhole(ClientLocation location) {
    assertThat(location.server().toString()).isEqualTo("S" + check(location));
    assertThat(ClientLocation.parse(location.fields()).timeNanos()).isEqualTo(location.timeNanos());
  }

  private int look(Random random) {
    var found = 0;
    while (writing.get()) {
      var name = client("client" + random.nextInt(CLIENTS));
      var location = records.find(name);
      if (location != null) {
        assertThat(location.client()).isEqualTo(name);
        assertWhole(location);
        found++;
      }
    }
    return found;
  }

  private int follow() {
    var feed = records.feed(0, "Hands");
    var last = 0L;
    var seen = 0;
    while (writing.get()) {
      for (var change : feed.next(7)) {
        assertThat(change.number()).isGreaterThan(last);
        assertWhole(change.location());
        last = change.number();
        seen++;
      }
    }
    return seen;
  }

  private int goThroughAll() {
    var seen = 0;
    while (writing.get()) {
      for (var all = records.all(); all.hasNext(); seen++) {
        assertWhole(all.next());
      }
    }
    return seen;
  }
}
