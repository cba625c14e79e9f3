package dev.proxyherd.places.google;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a question has to have its answer, and until when a call for it may begin. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;
  private final long callNanos;

  /**
   * @param patience until the answer has to be there
   * @param call how much of it a call is to have: one that has less is not worth its price
   * @param nanoTime as {@link System#nanoTime}
   */
  Deadline(Duration patience, Duration call, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    end = nanoTime.getAsLong() + patience.toNanos();
    callNanos = call.toNanos();
  }

  static Deadline in(Duration patience) {
    return new Deadline(patience, Duration.ZERO, System::nanoTime);
  }

  /** How long that is from now; never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, left()));
  }

  /** For how long a call may still begin; never negative. */
  Duration untilLastCall() {
    return Duration.ofNanos(Math.max(0, left() - callNanos));
  }

  private long left() {
    return end - nanoTime.getAsLong();
  }
}
