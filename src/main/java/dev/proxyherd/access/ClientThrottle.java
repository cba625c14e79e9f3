package dev.proxyherd.access;

import dev.proxyherd.tcp.RemoteNetwork;
import dev.proxyherd.tcp.Throttle;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down one connection to what its address and its principal may send. A command that comes
 * too early has a turn of its own in which it will be taken, so that all connections of an address
 * get on.
 */
public final class ClientThrottle implements Throttle {
  private final RateLimits limits;
  private final RemoteNetwork address;
  private final LongSupplier clock;
  private @Nullable String principal;
  private boolean waiting;
  private long due;

  ClientThrottle(RateLimits limits, RemoteNetwork address, LongSupplier clock) {
    this.limits = limits;
    this.address = address;
    this.clock = clock;
  }

  /** From the next command on, it is known who sends them. */
  public void sentBy(Principal known) {
    principal = known.name();
  }

  @Override
  public long delayNanos() {
    if (waiting) {
      var left = due - clock.getAsLong();
      waiting = left > 0;
      return Math.max(0, left);
    }
    var delay = limits.take(address, principal);
    if (delay > 0) {
      waiting = true;
      due = clock.getAsLong() + delay;
    }
    return Math.max(0, delay);
  }

  /** The connection has ended: somebody else may have the turn that it waits for. */
  public void close() {
    if (waiting) {
      waiting = false;
      limits.giveBack(address, principal);
    }
  }
}
