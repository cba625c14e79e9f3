package dev.proxyherd.ops;

import dev.proxyherd.command.InvalidService;
import dev.proxyherd.tcp.LineServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
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

  /**
   * A check of one port.
   *
   * @param bindAddress what it listens on; on all interfaces, it is asked on the loopback one
   */
  ClientPortCheck(LineServer server, String bindAddress) {
    this.server = server;
    this.bindAddress = bindAddress;
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
    try (var socket = new Socket()) {
      var bound = InetAddress.getByName(bindAddress);
      var address = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
      socket.connect(new InetSocketAddress(address, server.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      var line = InvalidService.HEALTH_CHECK.toBytes();
      socket.getOutputStream().write(line);
      socket.getOutputStream().write('\n');
      return socket.getInputStream().read() == '?'
          ? Health.up()
          : Health.down().withDetail("problem", "closed without an answer: is it full?");
    } catch (IOException e) {
      return Health.down().withDetail("problem", "no answer: " + e.getMessage());
    }
  }
}
