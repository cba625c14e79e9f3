package dev.proxyherd.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.TcpNetServerConnectionFactory;

/**
 * Listens on one port and gives every connection a virtual thread.
 *
 * <p>Binds while it starts, so that a port that is taken ends the start; and goes on accepting
 * after whatever error an accept meets, such as too few file descriptors.
 */
public final class LineServer extends TcpNetServerConnectionFactory {
  private static final int BACKLOG = 4096;
  private static final int STOP_MILLIS = 1000;

  private final String property;
  private final String address;
  private final LineLimits limits;
  private final LineObserver observer;
  private final Deadlines deadlines;
  private final Function<LineConnection, LineSession> sessions;
  private final AtomicInteger open = new AtomicInteger();
  private volatile CountDownLatch listenerEnded = new CountDownLatch(0);
  private @Nullable ServerSocket bound;

  /** When it began, of {@link System#nanoTime}; 0 while it has not. */
  private volatile long drainingSince;

  /**
   * @param property the configuration key of the port, for the message when it is taken
   * @param port 0 for any free one
   */
  public LineServer(
      String property,
      String address,
      int port,
      LineLimits limits,
      LineObserver observer,
      Function<LineConnection, LineSession> sessions) {
    super(port);
    this.property = property;
    this.address = address;
    this.limits = limits;
    this.observer = observer;
    this.sessions = sessions;
    this.deadlines = new Deadlines(limits);
    setMapper(new LineMapper());
    setBacklog(BACKLOG);
    setSoTcpNoDelay(true);
    setSoKeepAlive(true);
    setTaskExecutor(Executors.newVirtualThreadPerTaskExecutor());
    setTcpNetConnectionSupport((socket, server, _, _, name) -> connection(socket, server, name));
  }

  @Override
  public void start() {
    if (!isActive()) {
      drainingSince = 0;
      bind();
      listenerEnded = new CountDownLatch(1);
      deadlines.start();
    }
    super.start();
  }

  private void bind() {
    try {
      var socket = new PatientServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, super.getPort()), BACKLOG);
      bound = socket;
    } catch (IOException e) {
      throw new PortUnavailableException(property, address, super.getPort(), e);
    }
  }

  @Override
  protected ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress nic) {
    var socket = bound;
    if (socket == null) {
      throw new IllegalStateException("not started");
    }
    return socket;
  }

  /** The port that is listened on. */
  @Override
  public int getPort() {
    var socket = bound;
    return socket == null ? super.getPort() : socket.getLocalPort();
  }

  /** How many connections are open. */
  public int openConnections() {
    return open.get();
  }

  @Override
  protected void setSocketAttributes(Socket socket) throws SocketException {
    try {
      super.setSocketAttributes(socket);
      KeepAlive.apply(socket);
    } catch (IOException e) {
      // The client is gone already. Passed on, this would end the listener; so its reader finds
      // out.
      logger.debug(e, "connection lost before it was set up");
    }
  }

  private LineConnection connection(Socket socket, boolean server, @Nullable String name) {
    var connection = new LineConnection(socket, server, name, limits, observer);
    if (open.incrementAndGet() > limits.maxConnections()) {
      connection.refuse(CloseReason.TOO_MANY_CONNECTIONS, () -> closed(connection));
    } else {
      deadlines.add(connection);
      connection.attach(sessions.apply(connection), () -> closed(connection));
    }
    return connection;
  }

  private void closed(LineConnection connection) {
    open.decrementAndGet();
    deadlines.remove(connection);
    connections.remove(connection.getConnectionId());
  }

  /**
   * Nothing to do: a connection that closes takes itself out. Stock code scans all at each accept.
   */
  @Override
  protected void harvestClosedConnections() {}

  /**
   * Takes no more connections than those that have knocked already, or soon after, and ends each
   * when all that has arrived on it is answered. What is not done within the limit is cut. {@link
   * #stop} is still to follow.
   */
  public Drained drain(Duration limit) {
    drainingSince = System.nanoTime() | 1;
    var drained = new Drainer(connections.values(), this::isAccepting).drain(limit);
    closeListener();
    return drained;
  }

  private boolean isAccepting() {
    return bound != null && !bound.isClosed();
  }

  /** Whether this server takes no more connections because it is about to stop. */
  public boolean isDraining() {
    return drainingSince != 0;
  }

  @Override
  public void run() {
    try {
      super.run();
    } finally {
      listenerEnded.countDown();
    }
  }

  /** The listener first: stopped in the midst of an accept, stock code logs an error. */
  @Override
  public void stop() {
    closeListener();
    super.stop();
    deadlines.stop();
  }

  private void closeListener() {
    var socket = bound;
    if (socket == null) {
      return;
    }
    try {
      socket.close();
      if (!listenerEnded.await(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        logger.warn("The listener on port " + socket.getLocalPort() + " does not end");
      }
    } catch (IOException e) {
      logger.debug(e, "closing the listener");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Accepts for as long as it is open; closes, once the server is drained, when nobody knocks. */
  private final class PatientServerSocket extends ServerSocket {
    private static final int PAUSE_NANOS = 50_000_000;
    private static final int LOOK_MILLIS = 50;
    private static final int LAST_LOOK_MILLIS = 1;

    /** Clients that come back as soon as they are sent away would have it open for ever. */
    private static final long LAST_CALL_NANOS = 500_000_000;

    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();
    private long saidAt;

    PatientServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      while (true) {
        var since = drainingSince;
        var last = since != 0;
        try {
          if (last && System.nanoTime() - since > LAST_CALL_NANOS) {
            close();
          }
          setSoTimeout(last ? LAST_LOOK_MILLIS : LOOK_MILLIS);
          var socket = super.accept();
          if (isActive()) {
            return socket;
          }
          socket.close();
          throw new SocketException("stopped");
        } catch (SocketTimeoutException e) {
          if (last) {
            close();
          }
        } catch (IOException e) {
          if (isClosed() || !isActive()) {
            throw e;
          }
          say(e);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }

    /** Once in a while: where files are scarce, each one that becomes free lets one more in. */
    private void say(IOException e) {
      var now = System.nanoTime();
      if (saidAt == 0 || now - saidAt > SILENCE_NANOS) {
        saidAt = now;
        logger.warn("Cannot accept connections on port " + getLocalPort() + " for now: " + e);
      }
    }
  }
}
