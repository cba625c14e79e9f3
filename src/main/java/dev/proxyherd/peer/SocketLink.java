package dev.proxyherd.peer;

import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineConnection;
import java.util.Optional;

/** A link on a socket. */
final class SocketLink implements LinkConnection {
  private final LineConnection connection;

  SocketLink(LineConnection connection) {
    this.connection = connection;
  }

  @Override
  public void send(byte[] lines) {
    connection.send(lines);
  }

  @Override
  public void closeGently() {
    connection.closeGently(CloseReason.CLOSED_HERE);
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void idleAfter(long nanos) {
    connection.wakeIn(nanos);
  }

  @Override
  public void provedToBe(String neighbour) {
    connection.setPeer(neighbour);
  }

  @Override
  public Optional<String> objection(String member) {
    if (connection.getSslSession() == null
        || connection.certificateNames().stream().anyMatch(member::equalsIgnoreCase)) {
      return Optional.empty();
    }
    var name = LinkSession.printable(connection.certificateName().orElse("nobody"));
    return Optional.of("the certificate shown is for %s, not for %s".formatted(name, member));
  }

  @Override
  public Optional<String> tlsFailure() {
    return connection.tlsFailure();
  }

  @Override
  public String address() {
    return connection.getHostAddress();
  }
}
