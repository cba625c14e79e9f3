package dev.proxyherd.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** What one generator has counted of one server. Written by its thread alone. */
final class Tally {
  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;

  private final Window window;
  private final AtomicLong answered = new AtomicLong();
  private final Histogram latency = newHistogram();

  Tally(Window window) {
    this.window = window;
  }

  /** Of nanoseconds, to three digits, in a quarter of a megabyte. */
  static Histogram newHistogram() {
    return new Histogram(LONGEST, DIGITS);
  }

  /** Counts replies that came at the same time. */
  void answered(int replies) {
    answered.setRelease(answered.getPlain() + replies);
  }

  /** Notes how long a request has waited since it was due, where it is in the window. */
  void waited(long due, long now) {
    if (window.includes(due)) {
      latency.recordValue(Math.clamp(now - due, 0, LONGEST));
    }
  }

  /** All replies so far; for any thread. */
  long answered() {
    return answered.getAcquire();
  }

  /** Nanoseconds; to be read when the generator has ended. */
  Histogram latency() {
    return latency;
  }
}
