package dev.proxyherd.location;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what records take of the heap and what updates cost without the network and the disk;
 * asserts nothing, since machines differ.
 *
 * <p>{@code mvn test -Dtest=RecordsBench -Dherd.bench=1000000}, where 1000000 is the number of
 * clients.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+")
class RecordsBench {
  private static final int ROUNDS = 5;
  private static final int START = 1_700_000_000;

  /** Prime, so that its multiples are all clients, in an order that no memory likes. */
  private static final long STEP = 15_485_863;

  private final int clients = Integer.getInteger("herd.bench", 0);
  private final SplittableRandom random = new SplittableRandom(4);
  private int found;

  @Test
  void measure() {
    var before = usedHeap();
    var store = new RecordStore(InstantSource.system(), new MemoryJournal());
    tell(store, START, "told one by one");
    System.out.printf("heap: %.1f bytes a client%n", (usedHeap() - before) / (double) clients);
    for (var round = 1; round <= ROUNDS; round++) {
      tell(store, START + round, "all moved, in any order");
    }
    System.out.printf("heap: %.1f bytes a client%n", (usedHeap() - before) / (double) clients);
    System.out.printf("estimate: %.1f bytes a client%n", store.bytes() / (double) clients);
    find(store);
    System.out.printf("found %d of %d%n", found, clients);
  }

  private void tell(LocationStore store, int second, String what) {
    measure(
        what,
        () -> {
          for (var i = 0L; i < clients; i++) {
            store.offer(record((int) (i * STEP % clients), second));
          }
        });
  }

  private void find(LocationStore store) {
    measure(
        "found",
        () -> {
          for (var i = 0; i < clients; i++) {
            found += store.find(name(random.nextInt(clients))).isPresent() ? 1 : 0;
          }
        });
  }

  /** CPU, not time, so that it hardly matters what else the machine does. */
  private void measure(String what, Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    var collecting = collectionMillis();
    var begun = threads.getCurrentThreadCpuTime();
    work.run();
    System.out.printf(
        "%s: %.0f ns of CPU a client; %d ms of collector's pauses%n",
        what,
        (threads.getCurrentThreadCpuTime() - begun) / (double) clients,
        collectionMillis() - collecting);
  }

  private static ByteString name(int client) {
    return ByteString.of("vehicle%07d.example".formatted(client));
  }

  private static ClientLocation record(int client, int second) {
    return new ClientLocation(
        ByteString.of("Ada"),
        ByteString.of("+0.000123456"),
        name(client),
        ByteString.of("+34.068930-118.445127"),
        ByteString.of(second + ".918963997"));
  }

  private static long collectionMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
