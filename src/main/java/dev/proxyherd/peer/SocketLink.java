package dev.proxyherd.peer;

import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineConnection;

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
  public String address() {
    return connection.getHostAddress();
  }
}
