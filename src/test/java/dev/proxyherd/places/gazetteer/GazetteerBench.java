package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the gazetteer; asserts nothing, since machines differ.
 *
 * <p>{@code mvn test -Dtest=GazetteerBench -Dherd.bench=2}, where 2 is the number of threads.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+")
class GazetteerBench {
  private static final int ROUNDS = 3;
  private static final long ROUND_NANOS = Duration.ofSeconds(2).toNanos();

  @Test
  void measure() throws Exception {
    var before = usedHeap();
    var begin = System.nanoTime();
    var index = PlaceIndex.builtIn(List.of());
    System.out.printf("loaded in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    System.out.printf("heap %.1f MB%n", (usedHeap() - before) / 1e6);
    var gazetteer = Gazetteers.of(Gazetteers.source(() -> index));
    gazetteer.start();
    var table = GazetteerResource.read();
    for (var rank : Rank.values()) {
      System.out.println("by " + rank);
      var places = new GazetteerPlaces(gazetteer, rank);
      for (var round = 0; round < ROUNDS; round++) {
        measure(places, table, 50_000, 20);
        measure(places, table, 10_000, 5);
      }
    }
  }

  private static void measure(Places places, PlaceTable table, double radiusMetres, int bound)
      throws InterruptedException {
    var lookUps = new LongAdder();
    var threads = new ArrayList<Thread>();
    var end = System.nanoTime() + ROUND_NANOS;
    for (var seed = 0; seed < Integer.getInteger("herd.bench"); seed++) {
      var random = new SplittableRandom(seed);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (System.nanoTime() < end) {
                      places.near(new PlacesQuery(near(table, random), radiusMetres, bound));
                      lookUps.increment();
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    System.out.printf(
        "near a random place, %.0f m, %d places: %,.0f look-ups/s%n",
        radiusMetres, bound, lookUps.sum() * 1e9 / ROUND_NANOS);
  }

  private static Coordinates near(PlaceTable table, SplittableRandom random) {
    var place = random.nextInt(table.size());
    return new Coordinates(
        table.latitudes()[place] / 1e5 + random.nextDouble(0.1),
        table.longitudes()[place] / 1e5 + random.nextDouble(0.1));
  }

  private static long usedHeap() {
    for (var collection = 0; collection < 4; collection++) {
      System.gc();
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
