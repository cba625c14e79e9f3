package dev.proxyherd.location;

import java.time.InstantSource;

/**
 * Gives out a store's change numbers: each greater than the one before, and at least the clock's
 * microseconds since 1970. Guarded by the store's writers' lock.
 */
final class ChangeNumbers {
  private static final long NANOS_PER_MICRO = 1000;

  private final InstantSource clock;

  /** The highest number given out, be it to a change that failed. */
  private long last;

  /**
   * Goes on behind a number.
   *
   * @param last the highest that was given out before this process
   */
  ChangeNumbers(InstantSource clock, long last) {
    this.clock = clock;
    this.last = last;
  }

  long next() {
    last = Math.max(last + 1, Timestamps.now(clock) / NANOS_PER_MICRO);
    return last;
  }

  /** Gives no number up to this one from now on. */
  void skipTo(long number) {
    last = Math.max(last, number);
  }

  long last() {
    return last;
  }
}
