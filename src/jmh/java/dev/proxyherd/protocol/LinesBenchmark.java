package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a line to a command, and from a record to a line. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class LinesBenchmark {
  private static final String RECORD =
      "Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";
  private static final int LINE_BYTES = 128;

  private final ByteString iamAt =
      ByteString.of("IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997");
  private final ByteString whatsAt = ByteString.of("WHATSAT kiwi.cs.ucla.edu 10 5");
  private final ByteString at = ByteString.of("AT " + RECORD + " 1520023934918964");
  private final ClientLocation location = ClientLocation.parse(ByteString.of(RECORD));

  @Benchmark
  public Object parseIamAt() {
    return ClientCommands.parse(iamAt);
  }

  @Benchmark
  public Object parseWhatsAt() {
    return ClientCommands.parse(whatsAt);
  }

  /** Of a neighbour's. */
  @Benchmark
  public Object parseAt() {
    return PeerLines.parse(at);
  }

  @Benchmark
  public byte[] renderReply() {
    return new LineWriter(LINE_BYTES).at(location).toBytes();
  }

  /** For a neighbour. */
  @Benchmark
  public byte[] renderUpdate() {
    return new LineWriter(LINE_BYTES).at(location, 1520023934918964L).toBytes();
  }
}
