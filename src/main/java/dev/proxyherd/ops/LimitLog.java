package dev.proxyherd.ops;

import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says in the log when connections run into a limit, or fail to speak TLS: once in a while, however
 * often it happens.
 */
final class LimitLog implements LineObserver {
  private static final Log LOG = LogFactory.getLog(LimitLog.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<CloseReason, Long> saidAt = new ConcurrentHashMap<>();

  @Override
  public void closed(LineConnection connection, CloseReason reason) {
    if (!reason.isLimit() && reason != CloseReason.TLS_FAILED) {
      return;
    }
    var now = System.nanoTime();
    var said = saidAt.get(reason);
    if (said == null || now - said > SILENCE_NANOS) {
      saidAt.put(reason, now);
      LOG.warn(
          "Closed a connection of %s on the %s port: %s%s. There may be more of it this minute; meters count all."
              .formatted(
                  connection.getHostAddress(),
                  Port.of(connection).label(),
                  reason,
                  connection.tlsFailure().map(why -> ", " + why).orElse("")));
    }
  }
}
