package dev.proxyherd.ops;

import dev.proxyherd.command.InvalidService;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.tcp.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the client port answers, seen from where clients are: connects, says a line, and waits
 * for a reply to it. What the member believes of its own listener would be no proof.
 */
final class ClientPortCheck implements HealthIndicator {
  private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(1).toMillis();

  private final LineServer server;
  private final String bindAddress;
  private final @Nullable Tls tls;

  /**
   * A check of one port.
   *
   * @param bindAddress what it listens on; on all interfaces, it is asked on the loopback one
   * @param tls what it speaks; null for plain TCP
   */
  ClientPortCheck(LineServer server, String bindAddress, @Nullable Tls tls) {
    this.server = server;
    this.bindAddress = bindAddress;
    this.tls = tls;
  }

  @Override
  public Health health() {
    var health = server.isDraining() ? Health.outOfService() : ask();
    return health
        .withDetail("port", server.getPort())
        .withDetail("connections", server.openConnections())
        .build();
  }

  private Health.Builder ask() {
    if (!server.isListening()) {
      return Health.down().withDetail("problem", "nobody listens there");
    }
    try (var plain = new Socket()) {
      var bound = InetAddress.getByName(bindAddress);
      var address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
      plain.connect(new InetSocketAddress(address, server.getPort()), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      var socket =
          tls == null
              ? plain
              : tls.toOneself().createSocket(plain, bindAddress, server.getPort(), true);
      var line = InvalidService.HEALTH_CHECK.toBytes();
      socket.getOutputStream().write(line);
      socket.getOutputStream().write('\n');
      return socket.getInputStream().read() == '?'
          ? Health.up()
          : Health.down().withDetail("problem", "closed without an answer: is it full?");
    } catch (SSLException e) {
      // It answers, and does not take the member's own certificate for that of a client.
      return Health.up().withDetail("tls", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Health.down().withDetail("problem", "no answer: " + e.getMessage());
    }
  }
}
