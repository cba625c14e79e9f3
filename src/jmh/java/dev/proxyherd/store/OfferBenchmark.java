package dev.proxyherd.store;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Journal;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.FileSystemUtils;

/**
 * A newer location of one of 100,000 known clients, taken by the store: by one thread, which has
 * each written by itself, and by many at once, whose are written together.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OfferBenchmark {
  private static final int CLIENTS = 100_000;
  private static final int MANY = 256;
  private static final long SECOND_NANOS = 1_000_000_000;

  @State(Scope.Benchmark)
  public static class Store {
    @Param({"memory", "disk"})
    public String journal;

    private Path folder;
    private Journal opened;
    private LocationStore records;

    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("herd-offer");
      opened =
          journal.equals("disk")
              ? new RocksJournal(new StoreFolder(folder), "Goloman", false)
              : new MemoryJournal();
      records = new RecordStore(InstantSource.system(), opened);
      for (var client = 0; client < CLIENTS; client++) {
        records.offer(location(client));
      }
    }

    @TearDown
    public void close() throws IOException {
      opened.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** Says of any client where it is now. */
  @State(Scope.Thread)
  public static class Reporter {
    private SplittableRandom random;

    @Setup
    public void start() {
      random = new SplittableRandom(Thread.currentThread().threadId());
    }

    ClientLocation next() {
      return location(random.nextInt(CLIENTS));
    }
  }

  @Benchmark
  public Object byOne(Store store, Reporter reporter) {
    return store.records.offer(reporter.next());
  }

  /** Each on a thread of its own, as a member's connections are; includes the threads' cost. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void byMany(Store store, Reporter reporter) {
    try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var connection = 0; connection < MANY; connection++) {
        var location = reporter.next();
        connections.execute(() -> store.records.offer(location));
      }
    }
  }

  /** What it costs to make what is offered. */
  @Benchmark
  public Object nothing(Reporter reporter) {
    return reporter.next();
  }

  private static ClientLocation location(int client) {
    var now = System.nanoTime();
    var fraction = Long.toString(SECOND_NANOS + now % SECOND_NANOS).substring(1);
    return new ClientLocation(
        ByteString.of("Goloman"),
        ByteString.of("+0.263873386"),
        ByteString.of("client-" + client + ".cs.ucla.edu"),
        ByteString.of("+34.068930-118.445127"),
        ByteString.of(now / SECOND_NANOS + "." + fraction));
  }
}
