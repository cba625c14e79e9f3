package dev.proxyherd.tcp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.AbstractClientConnectionFactory;
import org.springframework.integration.ip.tcp.connection.TcpConnectionSupport;

/**
 * Dials one address, when it is told to and never by itself: what is sent while there is no
 * connection fails, since a new connection begins with a handshake.
 */
public final class LineClient extends AbstractClientConnectionFactory {
  private final Supplier<InetSocketAddress> address;
  private final Duration connectTimeout;
  private final EventLoops loops;
  private final LineLimits limits;
  private final LineObserver observer;
  private final @Nullable Tls tls;
  private final Function<LineConnection, LineSession> sessions;
  private final Deadlines deadlines;

  /**
   * @param address asked at every dial, so that a name is looked up anew
   * @param tls null for none
   */
  public LineClient(
      Supplier<InetSocketAddress> address,
      Duration connectTimeout,
      EventLoops loops,
      LineLimits limits,
      LineObserver observer,
      @Nullable Tls tls,
      Function<LineConnection, LineSession> sessions) {
    super("given at each dial", 0);
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.loops = loops;
    this.limits = limits;
    this.observer = observer;
    this.tls = tls;
    this.sessions = sessions;
    this.deadlines = new Deadlines(limits);
  }

  /**
   * Opens a connection; all that is sent goes there from now on. Waits for it, so not on an event
   * loop; but not for TLS, whose failure is the end of the connection.
   *
   * @throws IOException when nobody answers, or the name is not known
   */
  public LineConnection connect() throws IOException {
    var target = address.get();
    if (target.isUnresolved()) {
      throw new UnknownHostException(target.getHostString());
    }
    var opened = new CompletableFuture<LineConnection>();
    var channel =
        new Bootstrap()
            .group(loops.group())
            .channel(EventLoops.channel())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis())
            .handler(new Opening(opened))
            .connect(target)
            .addListener(dialled -> failed(opened, dialled.cause()))
            .channel();
    channel.closeFuture().addListener(_ -> failed(opened, new IOException("connection lost")));
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw new IOException(Reason.of(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      var _ = channel.close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it was dialling");
    }
  }

  private static void failed(CompletableFuture<?> opened, @Nullable Throwable cause) {
    if (cause != null) {
      opened.completeExceptionally(cause);
    }
  }

  /** Makes a connection of a channel as soon as it is one. */
  private final class Opening extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<LineConnection> opened;

    Opening(CompletableFuture<LineConnection> opened) {
      this.opened = opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      var channel = (SocketChannel) context.channel();
      ChannelOptions.apply(channel);
      var connection =
          new LineConnection(
              channel, loops.turn(channel), false, getComponentName(), limits, observer);
      connection.attach(sessions.apply(connection), () -> closed(connection));
      connection.registerListener(getListener());
      connection.registerSenders(getSenders());
      channel.pipeline().remove(this);
      deadlines.add(connection);
      addConnection(connection);
      setTheConnection(connection); // before its session has anything to send
      opened.complete(connection);
      LineChannelHandler.install(connection, channel.pipeline(), tls);
      if (tls == null) {
        connection.open();
      }
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
  public void start() {
    if (!isActive()) {
      setActive(true);
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
