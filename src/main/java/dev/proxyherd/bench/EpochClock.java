package dev.proxyherd.bench;

import java.time.InstantSource;

/** The time of day as a number. */
final class EpochClock {
  static final long NANOS_PER_SECOND = 1_000_000_000;

  private final InstantSource source;

  EpochClock(InstantSource source) {
    this.source = source;
  }

  /** Nanoseconds since 1970, as fine as the system has them. */
  long nanos() {
    var now = source.instant();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
