package dev.proxyherd.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.AbstractServerConnectionFactory;

/**
 * Listens on one port and gives every connection to an event loop.
 *
 * <p>Binds while it starts, so that a port that is taken ends the start; and goes on accepting
 * after whatever error an accept meets, such as too few file descriptors.
 */
public final class LineServer extends AbstractServerConnectionFactory {
  private static final int BACKLOG = 4096;

  private final String property;
  private final String address;
  private final EventLoops loops;
  private final LineLimits limits;
  private final LineObserver observer;
  private final @Nullable Tls tls;
  private final Deadlines deadlines;
  private final Function<LineConnection, LineSession> sessions;
  private final AtomicInteger open = new AtomicInteger();
  private final ConnectionsByAddress openByAddress;
  private volatile @Nullable Listener listener;

  /**
   * @param property the configuration key of the port, for the message when it is taken
   * @param port 0 for any free one
   * @param tls null for none
   */
  public LineServer(
      String property,
      String address,
      int port,
      EventLoops loops,
      LineLimits limits,
      LineObserver observer,
      @Nullable Tls tls,
      Function<LineConnection, LineSession> sessions) {
    super(port);
    this.property = property;
    this.address = address;
    this.loops = loops;
    this.limits = limits;
    this.observer = observer;
    this.tls = tls;
    this.sessions = sessions;
    this.deadlines = new Deadlines(limits);
    this.openByAddress = new ConnectionsByAddress(limits.maxConnectionsPerAddress());
    setTaskExecutor(Runnable::run); // asked for by the superclass to run what does nothing
  }

  @Override
  public void start() {
    if (!isActive()) {
      setActive(true);
      bind();
      deadlines.start();
      setListening(true);
    }
    super.start();
  }

  /** Nothing: event loops listen. */
  @Override
  public void run() {}

  private void bind() {
    var accepting = new Listener();
    var bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(EventLoops.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(accepting)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accepted(channel);
                    accepting.handedOver();
                  }
                });
    var bound = bootstrap.bind(new InetSocketAddress(address, super.getPort()));
    bound.awaitUninterruptibly();
    if (!bound.isSuccess()) {
      setActive(false);
      throw new PortUnavailableException(property, address, super.getPort(), bound.cause());
    }
    accepting.begin(bound.channel(), loops.turn(bound.channel()));
    listener = accepting;
  }

  /** The port that is listened on. */
  @Override
  public int getPort() {
    var accepting = listener;
    return accepting == null ? super.getPort() : accepting.port();
  }

  /** How many connections may be open at once. */
  public int maxConnections() {
    return limits.maxConnections();
  }

  /** How many connections are open. */
  public int openConnections() {
    return open.get();
  }

  private void accepted(SocketChannel channel) {
    var connection =
        new LineConnection(
            channel, loops.turn(channel), true, getComponentName(), limits, observer);
    connection.attach(sessions.apply(connection), () -> closed(connection));
    var tooManyFromAddress = openByAddress.add(connection.network());
    if (open.incrementAndGet() > limits.maxConnections()) {
      connection.close(CloseReason.TOO_MANY_CONNECTIONS);
      return;
    }
    if (tooManyFromAddress) {
      connection.close(CloseReason.TOO_MANY_FROM_ADDRESS);
      return;
    }
    ChannelOptions.apply(channel);
    connection.registerListener(getListener());
    connection.registerSenders(getSenders());
    LineChannelHandler.install(connection, channel.pipeline(), tls);
    deadlines.add(connection);
    addConnection(connection); // closes it when this has been stopped
  }

  private void closed(LineConnection connection) {
    open.decrementAndGet();
    openByAddress.remove(connection.network());
    deadlines.remove(connection);
    connections.remove(connection.getConnectionId());
  }

  /**
   * Takes no more connections than those that have knocked already, or soon after, and ends each
   * when all that has arrived on it is answered. What is not done within the limit is cut. {@link
   * #stop} is still to follow.
   */
  public Drained drain(Duration limit) {
    var accepting = listener;
    if (accepting == null) {
      return new Drained(0, 0);
    }
    var drained = new Drainer(connections.values(), accepting).drain(limit);
    accepting.close();
    return drained;
  }

  /** Whether this server takes no more connections because it is about to stop. */
  public boolean isDraining() {
    var accepting = listener;
    return accepting != null && accepting.isDraining();
  }

  /** The listener first: whoever knocks from now on is refused, and not cut off. */
  @Override
  public void stop() {
    var accepting = listener;
    if (accepting != null) {
      accepting.close();
    }
    setListening(false);
    super.stop();
    deadlines.stop();
  }
}
