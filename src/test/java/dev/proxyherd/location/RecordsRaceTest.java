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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers beside a writer, who moves records about. No reader may ever see parts of two. */
class RecordsRaceTest {
  private static final int CLIENTS = 500;
  private static final int BATCHES = 2_000;

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

  private void write(Random random) {
    var number = 0L;
    for (var batch = 0; batch < BATCHES; batch++) {
      var removed = new LinkedHashSet<ByteString>();
      var newer = new ArrayList<Change>();
      for (var i = random.nextInt(30); i > 0; i--) {
        removed.add(client("client" + random.nextInt(CLIENTS)));
      }
      for (var i = random.nextInt(60); i > 0; i--) {
        newer.add(new Change(anyRecord(random), ++number));
      }
      var senders = new ArrayList<@Nullable String>(Arrays.asList(new String[newer.size()]));
      records.apply(removed, newer, senders, Tally.EMPTY);
    }
  }

  /** Of any length, and with the number that its other fields come to as its server. */
  private static ClientLocation anyRecord(Random random) {
    var name = "client" + random.nextInt(CLIENTS);
    var digits = random.nextInt(200) == 0 ? random.nextInt(6_000) : random.nextInt(100);
    var place = "+1." + "%d".formatted(random.nextInt(10)).repeat(digits) + "1-1";
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
