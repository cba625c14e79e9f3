package dev.proxyherd.access;

import dev.proxyherd.tcp.RemoteNetwork;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** How fast commands may come: from one address, and from one principal. */
public final class RateLimits {
  private static final Log LOG = LogFactory.getLog(RateLimits.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

  /** About 10 MB, when that many addresses have sent something within a burst's time. */
  private static final int MAX_ADDRESSES = 100_000;

  private static final int MAX_PRINCIPALS = 1_000;

  private final @Nullable RateLimiter<RemoteNetwork> byAddress;
  private final @Nullable RateLimiter<String> byPrincipal;
  private final LongSupplier clock;
  private final LongAdder delayedByAddress = new LongAdder();
  private final LongAdder delayedByPrincipal = new LongAdder();
  private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

  /**
   * @param clock nanoseconds from any beginning, as of {@link System#nanoTime}
   */
  RateLimits(RateLimitProperties properties, LongSupplier clock) {
    this.clock = clock;
    byAddress = limiter(properties.perAddress(), properties.burst(), MAX_ADDRESSES);
    byPrincipal = limiter(properties.perPrincipal(), properties.burst(), MAX_PRINCIPALS);
  }

  private <K> @Nullable RateLimiter<K> limiter(int perSecond, Duration burst, int maxKeys) {
    return perSecond == 0 ? null : new RateLimiter<>(perSecond, burst, maxKeys, clock);
  }

  /** The throttle of one connection; null where there is no limit. */
  public @Nullable ClientThrottle throttle(RemoteNetwork address) {
    return byAddress == null && byPrincipal == null
        ? null
        : new ClientThrottle(this, address, clock);
  }

  /**
   * Takes a turn, if one is due now: for what is refused rather than made to wait.
   *
   * @return in how many nanoseconds it would have been; 0 when it was taken
   */
  public long tryTake(RemoteNetwork address, @Nullable String principal) {
    var delay = take(address, principal);
    if (delay > 0) {
      giveBack(address, principal);
    }
    return Math.max(0, delay);
  }

  /** How many commands had to wait since their address was too fast. */
  public long delayedByAddress() {
    return delayedByAddress.sum();
  }

  /** How many commands had to wait since their principal was too fast. */
  public long delayedByPrincipal() {
    return delayedByPrincipal.sum();
  }

  /** Takes a turn for one command; returns in how many nanoseconds it comes. */
  long take(RemoteNetwork address, @Nullable String principal) {
    var delay = 0L;
    if (byAddress != null) {
      delay = counted(byAddress.take(address), delayedByAddress, address);
    }
    if (byPrincipal != null && principal != null) {
      var other = counted(byPrincipal.take(principal), delayedByPrincipal, principal);
      delay = Math.max(delay, other);
    }
    return delay;
  }

  void giveBack(RemoteNetwork address, @Nullable String principal) {
    if (byAddress != null) {
      byAddress.giveBack(address);
    }
    if (byPrincipal != null && principal != null) {
      byPrincipal.giveBack(principal);
    }
  }

  private long counted(long delay, LongAdder delayed, Object who) {
    if (delay > 0) {
      delayed.increment();
      logOnceAMinute(who);
    }
    return delay;
  }

  private void logOnceAMinute(Object who) {
    var now = System.nanoTime();
    var until = silentUntil.get();
    if ((until == Long.MIN_VALUE || now - until > 0)
        && silentUntil.compareAndSet(until, now + SILENCE_NANOS)) {
      LOG.warn(
          "Slowing down %s: over herd.client.rate-limit. There may be more this minute; meters count all."
              .formatted(who));
    }
  }
}
