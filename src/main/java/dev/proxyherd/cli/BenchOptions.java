package dev.proxyherd.cli;

import dev.proxyherd.bench.Settings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much load, for how long. */
final class BenchOptions {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "50",
      description = "connections, over all members (default: 50)")
  private int connections;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "1",
      description = "commands sent and not yet answered, a connection (default: 1)")
  private int inFlight;

  @Option(
      names = "--whatsat",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "share of WHATSAT, the others are IAMAT (default: 0)")
  private int whatsAt;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "100000",
      description = "distinct clients (default: 100000)")
  private int clients;

  @Option(
      names = "--time",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "how long to measure (default: 10)")
  private double time;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "load before that (default: 3)")
  private double warmUp;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "commands a second (default: as many as are answered)")
  private long rate;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "repeat, and give median and spread (default: 1)")
  private int runs;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "how long to wait for a reply (default: 10)")
  private double timeout;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "threads that make the load (default: 1)")
  private int threads;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "bench",
      description = "what the clients' names begin with (default: bench)")
  private String prefix = "";

  /**
   * The load that is asked for.
   *
   * @throws HerdFailure when there is no such load
   */
  Settings settings() {
    if (runs < 1) {
      throw HerdFailure.usage("runs: at least 1");
    }
    try {
      return new Settings(
          connections,
          inFlight,
          whatsAt,
          clients,
          seconds(warmUp),
          seconds(time),
          rate,
          seconds(timeout),
          threads,
          prefix);
    } catch (IllegalArgumentException e) {
      throw HerdFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS));
  }

  int runs() {
    return runs;
  }

  String prefix() {
    return prefix;
  }

  boolean hasRate() {
    return rate > 0;
  }
}
