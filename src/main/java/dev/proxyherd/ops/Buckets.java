package dev.proxyherd.ops;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of histograms: few, so that a member has hundreds of time series, not thousands. */
final class Buckets {
  /** From what a command takes to what somebody waits for. */
  private static final Duration[] BOUNDS =
      LongStream.of(
              10,
              25,
              50,
              100,
              250,
              500, // microseconds
              1_000,
              2_500,
              5_000,
              10_000,
              25_000,
              50_000,
              100_000,
              250_000,
              500_000, // to half a second
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000,
              60_000_000)
          .mapToObj(micros -> Duration.ofNanos(1000 * micros))
          .toArray(Duration[]::new);

  private Buckets() {}

  /** A timer of which percentiles can be told, over all members too. */
  static Timer.Builder timer(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }
}
