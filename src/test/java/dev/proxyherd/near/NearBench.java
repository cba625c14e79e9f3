package dev.proxyherd.near;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.RecordStore;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what it costs to follow where clients are, what the index takes of the heap, and what a
 * question costs; asserts nothing, since machines differ.
 *
 * <p>{@code mvn test -Dtest=NearBench -Dherd.bench=1000000}, where 1000000 is the number of
 * clients.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+")
class NearBench {
  private static final int BATCH = 256;

  /** Prime, so that its multiples are all clients. */
  private static final long STEP = 15_485_863;

  private static final double DRIFT_DEGREES = 0.004;
  private static final int QUESTIONS = 2_000;

  /** Of all changes, between two questions: as with 200,000 updates and ten questions a second. */
  private static final int CHANGES_A_QUESTION = 20_000;

  private final int clients = Integer.getInteger("herd.bench", 0);
  private final SplittableRandom random = new SplittableRandom(4);
  private long second = 1_700_000_000;

  @Test
  void spreadOverTheEarth() {
    measure("spread over the earth", 0, 120, 358);
  }

  @Test
  void inOneCity() {
    measure("in one city", 34, 0.3, 0.3);
  }

  private void measure(String where, double latitude, double height, double width) {
    System.out.printf("%d clients, %s%n", clients, where);
    var store = new RecordStore(InstantSource.system(), new MemoryJournal());
    var area = new Area(latitude, height, width);
    for (var done = 0L; done < clients; done += BATCH) {
      store.offer(offers(area, (int) (done * STEP % clients), BATCH));
    }
    var before = usedHeap();
    var index = new NearIndex(store);
    print("the first question", 1, cpu(() -> ask(index, area, 1)));
    System.out.printf("heap: %.1f bytes a client%n", (usedHeap() - before) / (double) clients);
    print("a question for 10", QUESTIONS, cpu(() -> ask(index, area, QUESTIONS)));
    var looks = index.times().looks();
    print("a question for 10", QUESTIONS, cpu(() -> ask(index, area, QUESTIONS)));
    System.out.printf("looks: %d a question%n", (index.times().looks() - looks) / QUESTIONS);
    for (var round = 0; round < 3; round++) {
      move(store, index, area);
    }
    System.out.printf("heap: %.1f bytes a client%n", (usedHeap() - before) / (double) clients);
  }

  /**
   * As many moves as there are clients, each to anywhere in the area, and a question now and then.
   */
  private void move(LocationStore store, NearIndex index, Area area) {
    var updates = 0L;
    var questions = 0L;
    var taken = index.times().changes();
    for (var done = 0; done < clients; done += CHANGES_A_QUESTION) {
      var batches = new ArrayList<List<Offer>>();
      for (var offers = 0; offers < CHANGES_A_QUESTION; offers += BATCH) {
        batches.add(offers(area, random.nextInt(clients), BATCH));
      }
      updates += cpu(() -> batches.forEach(store::offer));
      questions += cpu(() -> ask(index, area, 1));
    }
    print("an update, in memory only", clients, updates);
    print("to take a change in", index.times().changes() - taken, questions);
  }

  private List<Offer> offers(Area area, int first, int count) {
    var offers = new ArrayList<Offer>(count);
    for (var i = 0; i < count; i++) {
      // In an order that no memory likes.
      var client = (int) ((first + i * STEP) % clients);
      offers.add(
          new Offer(
              new ClientLocation(
                  ByteString.of("Ada"),
                  ByteString.of("+0.000123456"),
                  ByteString.of("vehicle%07d.example".formatted(client)),
                  ByteString.of(area.about(client, random)),
                  ByteString.of(second++ + ".918963997"))));
    }
    return List.copyOf(offers);
  }

  private void ask(NearIndex index, Area area, int questions) {
    for (var i = 0; i < questions; i++) {
      var there = area.anywhere(random);
      index.near(there, 50_000, 10);
    }
  }

  private static long cpu(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    var begun = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - begun;
  }

  private static void print(String what, long times, long nanos) {
    System.out.printf("%s: %.2f µs of CPU%n", what, nanos / 1000.0 / times);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A part of the earth. */
  private record Area(double latitude, double height, double width) {
    Coordinates anywhere(SplittableRandom random) {
      return new Coordinates(
          latitude + (random.nextDouble() - 0.5) * height, (random.nextDouble() - 0.5) * width);
    }

    /** Within some hundred metres of where the client is at home. */
    String about(int client, SplittableRandom random) {
      var home = anywhere(new SplittableRandom(client));
      var there =
          new Coordinates(
              home.latitude() + (random.nextDouble() - 0.5) * DRIFT_DEGREES,
              home.longitude() + (random.nextDouble() - 0.5) * DRIFT_DEGREES);
      return String.format(Locale.ROOT, "%+.6f%+.6f", there.latitude(), there.longitude());
    }
  }
}
