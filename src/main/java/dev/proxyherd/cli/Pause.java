package dev.proxyherd.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, of which nobody is told. */
final class Pause {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Pause() {}

  /** Looks until the condition holds, or time is up; whether it holds. */
  static boolean until(Duration limit, BooleanSupplier condition) {
    var start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }
}
