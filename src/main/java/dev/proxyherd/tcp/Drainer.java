package dev.proxyherd.tcp;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;

/** Ends all connections of a server as gently as the time allows. */
final class Drainer {
  private static final long PAUSE_NANOS = 10_000_000;

  private final Collection<TcpConnectionSupport> open;
  private final BooleanSupplier accepting;
  private final HashSet<LineConnection> seen = new HashSet<>();

  /**
   * @param open the connections that are open, at any time
   * @param accepting whether a further one may still appear there
   */
  Drainer(Collection<TcpConnectionSupport> open, BooleanSupplier accepting) {
    this.open = open;
    this.accepting = accepting;
  }

  /** Returns when all connections are closed, after the limit at the latest. */
  Drained drain(Duration limit) {
    var begun = System.nanoTime();
    for (var now = begun; isUnderWay() && now - begun < limit.toNanos(); now = System.nanoTime()) {
      for (var connection : open) {
        drain((LineConnection) connection, now);
      }
      if (Thread.currentThread().isInterrupted()) {
        break; // somebody is in a greater hurry than the limit
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return cut();
  }

  private boolean isUnderWay() {
    return accepting.getAsBoolean() || !open.isEmpty();
  }

  private void drain(LineConnection connection, long now) {
    seen.add(connection);
    connection.drain(now);
  }

  private Drained cut() {
    var cut = 0;
    for (var connection : open) {
      var line = (LineConnection) connection;
      seen.add(line);
      if (!line.endDrain()) {
        cut++;
      }
    }
    return new Drained(seen.size() - cut, cut);
  }
}
