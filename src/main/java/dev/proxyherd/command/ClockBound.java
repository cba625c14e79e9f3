package dev.proxyherd.command;

import dev.proxyherd.location.Timestamps;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Holds times against this member's clock, never against a stored record: one bad clock would pin
 * its client for good.
 */
public final class ClockBound {
  private final InstantSource clock;
  private final long aheadNanos;

  ClockBound(InstantSource clock, Duration maxAhead) {
    this.clock = clock;
    this.aheadNanos = maxAhead.toNanos();
  }

  /** Nanoseconds since 1970. */
  public long now() {
    return Timestamps.now(clock);
  }

  /** Whether a time, in nanoseconds since 1970, is beyond the bound now. */
  public boolean isTooFarAhead(long timeNanos, long now) {
    return timeNanos - now > aheadNanos;
  }

  /** From when on a time will be within the bound, in nanoseconds since 1970. */
  public long acceptableFrom(long timeNanos) {
    return timeNanos - aheadNanos;
  }
}
