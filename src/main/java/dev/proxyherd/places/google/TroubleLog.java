package dev.proxyherd.places.google;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when questions begin to fail, and when that is over: not each time, since
 * WHATSATs are many. It is over with an answer, when nothing has failed for a while.
 */
final class TroubleLog {
  private static final Logger log = LoggerFactory.getLogger(TroubleLog.class);
  private static final Duration CALM = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long lastFailure;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  TroubleLog(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void heard(Result result) {
    if (!result.isAnswered()) {
      lastFailure = nanoTime.getAsLong();
      if (failing.compareAndSet(false, true)) {
        log.warn(
            "Google Places fails from now on: {}", result.answer().json().replaceAll("\\s+", " "));
      }
    } else if (failing.get()
        && nanoTime.getAsLong() - lastFailure >= CALM.toNanos()
        && failing.compareAndSet(true, false)) {
      log.info("Google Places answers again");
    }
  }
}
