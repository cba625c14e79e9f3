package dev.proxyherd.places.google;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a question has to have its answer. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Deadline(Duration patience, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    end = nanoTime.getAsLong() + patience.toNanos();
  }

  static Deadline in(Duration patience) {
    return new Deadline(patience, System::nanoTime);
  }

  /** How long that is from now; never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }
}
