package dev.proxyherd.tcp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.LogFactory;

/**
 * Closes connections whose other side keeps them waiting: a blocking read or write on a socket
 * cannot be given a deadline that a byte now and then does not extend.
 */
final class Deadlines {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

  private final Set<LineConnection> connections = ConcurrentHashMap.newKeySet();
  private final Duration interval;
  private volatile boolean running;

  Deadlines(LineLimits limits) {
    var shortest =
        limits.lineTimeout().compareTo(limits.writeTimeout()) < 0
            ? limits.lineTimeout()
            : limits.writeTimeout();
    var interval = shortest.dividedBy(4);
    this.interval =
        interval.compareTo(LONGEST_WAIT) > 0
            ? LONGEST_WAIT
            : interval.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : interval;
  }

  void start() {
    running = true;
    Thread.ofVirtual().name("deadlines").start(this::run);
  }

  void stop() {
    running = false;
  }

  void add(LineConnection connection) {
    connections.add(connection);
  }

  void remove(LineConnection connection) {
    connections.remove(connection);
  }

  private void run() {
    while (running) {
      LockSupport.parkNanos(interval.toNanos());
      var now = System.nanoTime();
      for (var connection : connections) {
        enforce(connection, now);
      }
    }
  }

  /** Whatever an observer makes of the end of one connection: the others have deadlines too. */
  private static void enforce(LineConnection connection, long now) {
    try {
      connection.enforceDeadlines(now);
    } catch (RuntimeException e) {
      LogFactory.getLog(Deadlines.class).error("After a connection was closed: " + connection, e);
    }
  }
}
