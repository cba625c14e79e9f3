package dev.proxyherd.near;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.testing.Seeds;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/**
 * Questions beside writers. A record that is found was current at some moment between the question
 * and its answer; and who has not moved is found.
 */
class NearRaceTest {
  private static final int MOVING = 300;
  private static final int RESTING = 100;
  private static final int MOVES = 40_000;

  /** All are within this. */
  private static final double RADIUS = 20_000;

  private static final Coordinates CENTER = new Coordinates(0, 180);

  private final RecordStore store = new RecordStore(InstantSource.system(), new MemoryJournal());
  private final NearIndex index = new NearIndex(store);
  private final AtomicBoolean writing = new AtomicBoolean(true);

  /** The last version of each client that has been offered, and that has been recorded. */
  private final AtomicIntegerArray offered = new AtomicIntegerArray(MOVING);

  private final AtomicIntegerArray recorded = new AtomicIntegerArray(MOVING);

  @Test
  void whatIsFoundWasTrueMeanwhile() throws Exception {
    var seeds = Seeds.random();
    for (var client = 0; client < RESTING; client++) {
      offer("resting" + client, "+0.0001+179.%04d".formatted(9900 + client), 1);
    }
    for (var client = 0; client < MOVING; client++) {
      move(client, seeds);
    }
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var readers = new ArrayList<Future<Integer>>();
      readers.add(threads.submit(this::ask));
      readers.add(threads.submit(this::ask));
      var writers = new ArrayList<Future<Integer>>();
      for (var writer = 0; writer < 2; writer++) {
        writers.add(threads.submit(mover(writer, new Random(seeds.nextLong()))));
      }
      try {
        for (var writer : writers) {
          writer.get();
        }
      } finally {
        writing.set(false);
      }
      for (var reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(index.near(CENTER, RADIUS, NearIndex.MAX_BOUND)).hasSize(RESTING + MOVING);
  }

  private Callable<Integer> mover(int writer, Random random) {
    return () -> {
      for (var i = 0; i < MOVES; i++) {
        move(2 * random.nextInt(MOVING / 2) + writer, random);
      }
      return MOVES;
    };
  }

  private void move(int client, Random random) {
    var version = offered.incrementAndGet(client);
    var there =
        "%s0.0%d%s179.9%d"
            .formatted(
                random.nextBoolean() ? "+" : "-",
                random.nextInt(1_000),
                random.nextBoolean() ? "+" : "-",
                random.nextInt(1_000));
    offer("moving" + client, there, version);
    recorded.set(client, version);
  }

  private void offer(String client, String there, int version) {
    store.offer(
        new ClientLocation(
            ByteString.of("Goloman"),
            ByteString.of("+0.000000000"),
            ByteString.of(client),
            ByteString.of(there),
            ByteString.of(Integer.toString(version))));
  }

  private int ask() {
    var questions = 0;
    for (; writing.get() || questions == 0; questions++) {
      var before = new int[MOVING];
      for (var client = 0; client < MOVING; client++) {
        before[client] = recorded.get(client);
      }
      var found = index.near(CENTER, RADIUS, NearIndex.MAX_BOUND);
      var resting = 0;
      var seen = new HashSet<ByteString>();
      var last = 0.0;
      for (var near : found) {
        var name = near.location().client();
        assertThat(seen.add(name)).as("%s is found once", name).isTrue();
        assertThat(near.distanceMetres()).isBetween(last, RADIUS);
        last = near.distanceMetres();
        if (name.toString().startsWith("resting")) {
          resting++;
        } else {
          var client = Integer.parseInt(name.toString().substring("moving".length()));
          assertThat(Integer.parseInt(near.location().time().toString()))
              .isBetween(before[client], offered.get(client));
        }
      }
      assertThat(resting).isEqualTo(RESTING);
      assertThat(found).as("all are always within the radius").hasSize(RESTING + MOVING);
    }
    return questions;
  }
}
