package dev.proxyherd.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How fast each of many may go: so many turns a second in the long run, and a burst after a pause.
 *
 * <p>Of each it remembers one number: up to when its turns so far would have lasted, one after the
 * other at the rate (the generic cell rate algorithm). It is forgotten when that time has passed.
 * Of more than can be remembered, the others share one allowance.
 *
 * @param <K> who is told apart
 */
final class RateLimiter<K> {
  private static final int USUAL_KEYS = 1_024;
  private static final long SWEEP_PAUSE_NANOS = 1_000_000_000;
  private static final Object OTHERS = new Object();

  private final long turnNanos;
  private final long burstNanos;
  private final int maxKeys;
  private final LongSupplier clock;
  private final Map<Object, Long> lastingUntil = new ConcurrentHashMap<>();
  private final AtomicLong sweptAt;
  private volatile int sweepFrom;

  /**
   * @param perSecond turns a second, more than 0
   * @param burst how long one may save up turns
   * @param maxKeys how many may be remembered
   * @param clock nanoseconds from any beginning, as of {@link System#nanoTime}
   */
  RateLimiter(int perSecond, Duration burst, int maxKeys, LongSupplier clock) {
    this.turnNanos = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
    this.burstNanos = Math.max(burst.toNanos(), turnNanos);
    this.maxKeys = maxKeys;
    this.clock = clock;
    this.sweepFrom = Math.min(USUAL_KEYS, maxKeys);
    this.sweptAt = new AtomicLong(clock.getAsLong() - SWEEP_PAUSE_NANOS);
  }

  /**
   * Takes a turn.
   *
   * @return in how many nanoseconds it comes; 0 or less for now
   */
  long take(K key) {
    var now = clock.getAsLong();
    var until =
        lastingUntil.compute(
            slot(key, now), (_, last) -> (last == null || last - now < 0 ? now : last) + turnNanos);
    return until - now - burstNanos;
  }

  /** Gives a turn back that has not come and is not wanted any more. */
  void giveBack(K key) {
    lastingUntil.computeIfPresent(key, (_, last) -> last - turnNanos);
  }

  /** How many are remembered. */
  int size() {
    return lastingUntil.size();
  }

  private Object slot(K key, long now) {
    if (lastingUntil.size() < sweepFrom || lastingUntil.containsKey(key)) {
      return key;
    }
    sweep(now);
    return lastingUntil.size() < maxKeys ? key : OTHERS;
  }

  /** Forgets those whose allowance is whole again; not more often than is worth it. */
  private void sweep(long now) {
    var last = sweptAt.get();
    if (now - last >= SWEEP_PAUSE_NANOS && sweptAt.compareAndSet(last, now)) {
      lastingUntil.values().removeIf(until -> until - now <= 0);
      sweepFrom = Math.min(maxKeys, Math.max(USUAL_KEYS, 2 * lastingUntil.size()));
    }
  }
}
