package dev.proxyherd.location;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a link reads of a store with a million clients. A score is that of one change. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class FeedBenchmark {
  private static final int CLIENTS = 1_000_000;
  private static final int FEW = 100;
  private static final int BLOCK = 256;

  private final LocationStore store = new RecordStore(InstantSource.system(), new MemoryJournal());
  private long beforeTheLastFew;

  @Setup
  public void fill() {
    for (var client = 0; client < CLIENTS; client++) {
      if (client == CLIENTS - FEW) {
        beforeTheLastFew = store.lastChange();
      }
      store.offer(
          new ClientLocation(
              ByteString.of("Goloman"),
              ByteString.of("+0.263873386"),
              ByteString.of("client-" + client + ".cs.ucla.edu"),
              ByteString.of("+34.068930-118.445127"),
              ByteString.of("1520023934.918963997")));
    }
  }

  /** By a neighbour that has nothing. */
  @Benchmark
  @OperationsPerInvocation(CLIENTS)
  public void readAll(Blackhole taken) {
    read(0, taken);
  }

  /** By a neighbour that was away for a moment: where to begin is to be found first. */
  @Benchmark
  @OperationsPerInvocation(FEW)
  public void readTheLastHundred(Blackhole taken) {
    read(beforeTheLastFew, taken);
  }

  private void read(long after, Blackhole taken) {
    try (var feed = store.feed(after, "Hands")) {
      for (var block = feed.next(BLOCK); !block.isEmpty(); block = feed.next(BLOCK)) {
        taken.consume(block);
      }
    }
  }
}
