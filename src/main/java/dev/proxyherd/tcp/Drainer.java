package dev.proxyherd.tcp;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.concurrent.locks.LockSupport;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;

/** Ends all connections of a server as gently as the time allows. */
final class Drainer {
  private static final long PAUSE_NANOS = 10_000_000;

  private final Collection<TcpConnectionSupport> open;
  private final Listener listener;
  private final HashSet<LineConnection> seen = new HashSet<>();

  /**
   * @param open the connections that are open, at any time
   * @param listener where a further one may still appear
   */
  Drainer(Collection<TcpConnectionSupport> open, Listener listener) {
    this.open = open;
    this.listener = listener;
  }

  /** Returns when all connections are closed, after the limit at the latest. */
  Drained drain(Duration limit) {
    var begun = System.nanoTime();
    for (var now = begun; isUnderWay() && now - begun < limit.toNanos(); now = System.nanoTime()) {
      listener.drain();
      for (var connection : open) {
        drain((LineConnection) connection);
      }
      if (Thread.currentThread().isInterrupted()) {
        break; // somebody is in a greater hurry than the limit
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return cut();
  }

  private boolean isUnderWay() {
    return listener.isAccepting() || !open.isEmpty();
  }

  private void drain(LineConnection connection) {
    seen.add(connection);
    connection.drain();
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
