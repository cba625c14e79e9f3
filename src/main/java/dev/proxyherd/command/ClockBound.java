package dev.proxyherd.command;

import dev.proxyherd.location.Timestamps;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Holds times against this member's clock, never against a stored record: one bad clock would pin
 * its client for good.
 */
final class ClockBound {
  private final InstantSource clock;
  private final long aheadNanos;

  ClockBound(InstantSource clock, Duration maxAhead) {
    this.clock = clock;
    this.aheadNanos = maxAhead.toNanos();
  }

  /** Nanoseconds since 1970. */
  long now() {
    return Timestamps.now(clock);
  }

  boolean isTooFarAhead(long timeNanos, long now) {
    return timeNanos - now > aheadNanos;
  }
}
