package dev.proxyherd.tcp;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;

/**
 * Closes connections whose other side keeps them waiting: looks at all of them now and then, which
 * costs less than a timer that is set at every line.
 */
final class Deadlines {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

  private final LineLimits limits;
  private final Set<LineConnection> connections = ConcurrentHashMap.newKeySet();
  private final Duration interval;
  private volatile boolean running;

  Deadlines(LineLimits limits) {
    this.limits = limits;
    var interval = shortest(limits).dividedBy(4);
    this.interval =
        interval.compareTo(LONGEST_WAIT) > 0
            ? LONGEST_WAIT
            : interval.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : interval;
  }

  private static Duration shortest(LineLimits limits) {
    return Stream.of(limits.lineTimeout(), limits.writeTimeout(), limits.idleTimeout())
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder())
        .orElseThrow();
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
  private void enforce(LineConnection connection, long now) {
    try {
      if (isOver(connection.intake().lineSince(), limits.lineTimeout(), now)) {
        connection.close(CloseReason.LINE_TIMEOUT);
      } else if (limits.idleTimeout().isPositive()
          && isOver(connection.intake().silentSince(), limits.idleTimeout(), now)) {
        connection.close(CloseReason.IDLE_TIMEOUT);
      } else if (connection.output().writingSince() != 0) {
        connection.turn().execute(() -> enforceWrite(connection, now));
      }
    } catch (RuntimeException e) {
      LogFactory.getLog(Deadlines.class).error("After a connection was closed: " + connection, e);
    }
  }

  private void enforceWrite(LineConnection connection, long now) {
    connection.output().observe();
    if (isOver(connection.output().writingSince(), limits.writeTimeout(), now)) {
      connection.close(CloseReason.WRITE_TIMEOUT);
    }
  }

  private static boolean isOver(long since, Duration limit, long now) {
    return since != 0 && now - since > limit.toNanos();
  }
}
