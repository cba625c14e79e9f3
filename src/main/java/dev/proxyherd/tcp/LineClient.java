package dev.proxyherd.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;
import org.springframework.integration.ip.tcp.connection.TcpNetClientConnectionFactory;

/**
 * Dials one address, when it is told to and never by itself: what is sent while there is no
 * connection fails, since a new connection begins with a handshake.
 */
public final class LineClient extends TcpNetClientConnectionFactory {
  private final Supplier<InetSocketAddress> address;
  private final Duration connectTimeout;
  private final Deadlines deadlines;

  /**
   * @param address asked at every dial, so that a name is looked up anew
   */
  public LineClient(
      Supplier<InetSocketAddress> address,
      Duration connectTimeout,
      LineLimits limits,
      LineObserver observer,
      Function<LineConnection, LineSession> sessions) {
    super("given at each dial", 0);
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.deadlines = new Deadlines(limits);
    setMapper(new LineMapper());
    setSoTcpNoDelay(true);
    setSoKeepAlive(true);
    setTaskExecutor(Executors.newVirtualThreadPerTaskExecutor());
    setTcpNetConnectionSupport(
        (socket, server, _, _, name) -> {
          var connection = new LineConnection(socket, server, name, limits, observer);
          deadlines.add(connection);
          connection.attach(sessions.apply(connection), () -> closed(connection));
          return connection;
        });
  }

  /**
   * Opens a connection; all that is sent goes there from now on.
   *
   * @throws IOException when nobody answers, or the name is not known
   */
  public LineConnection connect() throws IOException {
    try {
      var connection = (LineConnection) buildNewConnection();
      setTheConnection(connection);
      return connection;
    } catch (UncheckedIOException e) {
      throw e.getCause() == null ? new IOException(e) : e.getCause();
    }
  }

  @Override
  protected TcpConnectionSupport obtainConnection() {
    var connection = getTheConnection();
    if (connection == null || !connection.isOpen()) {
      throw new IllegalStateException("not connected");
    }
    return connection;
  }

  @Override
  protected Socket createSocket(@Nullable String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(address.get(), (int) connectTimeout.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  @Override
  protected void setSocketAttributes(Socket socket) throws SocketException {
    super.setSocketAttributes(socket);
    try {
      KeepAlive.apply(socket);
    } catch (IOException e) {
      logger.debug(e, "connection lost before it was set up");
    }
  }

  /** Ends the connection that there is; the next comes when it is dialled. */
  public void closeConnections() {
    for (var connection : connections.values()) {
      connection.close();
    }
  }

  private void closed(LineConnection connection) {
    deadlines.remove(connection);
    connections.remove(connection.getConnectionId());
  }

  @Override
  protected void harvestClosedConnections() {}

  @Override
  public void start() {
    if (!isActive()) {
      deadlines.start();
    }
    super.start();
  }

  @Override
  public void stop() {
    super.stop();
    deadlines.stop();
  }
}
