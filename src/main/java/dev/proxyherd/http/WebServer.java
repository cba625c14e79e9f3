package dev.proxyherd.http;

import dev.proxyherd.tcp.Drained;
import dev.proxyherd.tcp.PortUnavailableException;
import dev.proxyherd.tcp.Tls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * The web port: Reactor Netty, on event loops of its own, with WebFlux's handlers and nothing else
 * of Spring Boot's web server, which is the operators'. Where the address table has no web port, it
 * does nothing.
 */
public final class WebServer implements SmartLifecycle {
  private static final int MAX_URI = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int PROCESSORS_A_LOOP = 2;
  private static final int BACKLOG = 4096;

  /** Where a handler reads the body, it says itself that it was late; this is for all others. */
  private static final Duration BODY_GRACE = Duration.ofSeconds(1);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final BareErrors BARE_ERRORS = new BareErrors();
  private static final Log LOG = LogFactory.getLog(WebServer.class);

  private final String property;
  private final String host;
  private final int wantedPort;
  private final WebProperties limits;
  private final WebConnections connections;
  private final @Nullable Tls tls;
  private final Supplier<HttpHandler> handler;
  private final Supplier<List<EndsFirst>> streams;
  private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private volatile @Nullable DisposableServer server;
  private @Nullable LoopResources loops;
  private volatile boolean draining;

  /** What would go on for ever, and has to be ended before a stop waits for requests. */
  public interface EndsFirst {
    /** Ends what there is, and takes nothing more. Must return at once. */
    void end();
  }

  /**
   * @param property the configuration key of the port, for the message when it is taken
   * @param port negative for no web port at all; 0 for any free one
   * @param tls null for none
   * @param handler made when it is needed
   * @param streams the same
   */
  WebServer(
      String property,
      String host,
      int port,
      WebProperties limits,
      WebConnections connections,
      @Nullable Tls tls,
      Supplier<HttpHandler> handler,
      Supplier<List<EndsFirst>> streams) {
    this.property = property;
    this.host = host;
    this.wantedPort = port;
    this.limits = limits;
    this.connections = connections;
    this.tls = tls;
    this.handler = handler;
    this.streams = streams;
  }

  @Override
  public void start() {
    if (wantedPort < 0 || server != null) {
      return;
    }
    var threads = Math.ceilDiv(Runtime.getRuntime().availableProcessors(), PROCESSORS_A_LOOP);
    var eventLoops = LoopResources.create("web", threads, true);
    loops = eventLoops;
    try {
      server =
          HttpServer.create()
              .bindAddress(() -> new InetSocketAddress(host, wantedPort))
              .runOn(eventLoops)
              .channelGroup(channels)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .childOption(ChannelOption.SO_KEEPALIVE, true)
              .httpRequestDecoder(
                  spec -> spec.maxInitialLineLength(MAX_URI).maxHeaderSize(MAX_HEADERS))
              .requestTimeout(limits.requestTimeout().plus(BODY_GRACE))
              .idleTimeout(limits.idleTimeout())
              .doOnChannelInit((_, channel, _) -> begin(channel))
              .handle(new ReactorHttpHandlerAdapter(handler.get()))
              .bindNow();
    } catch (ChannelBindException e) {
      eventLoops.dispose();
      throw new PortUnavailableException(
          property, host, wantedPort, e.getCause() == null ? e : e.getCause());
    }
  }

  private void begin(Channel channel) {
    connections.accept(channel);
    var pipeline = channel.pipeline();
    var deadline = new RequestDeadline(limits.requestTimeout(), connections);
    pipeline.addBefore(NettyPipeline.HttpCodec, "deadline", deadline);
    // The last of these stands next to the codec.
    pipeline.addAfter(NettyPipeline.HttpCodec, "oneAtATime", new OneAtATime());
    pipeline.addAfter(NettyPipeline.HttpCodec, "bareErrors", BARE_ERRORS);
    pipeline.addAfter(NettyPipeline.HttpCodec, "heads", deadline.afterDecoder());
    pipeline.addFirst("writeDeadline", new WriteDeadline(limits.writeTimeout(), connections));
    if (tls != null) {
      pipeline.addFirst("tlsFailures", new TlsFailures(connections));
      pipeline.addFirst(NettyPipeline.SslHandler, new SslHandler(tls.serverEngine()));
    }
  }

  /** The port that is listened on; -1 while there is none. */
  public int port() {
    var bound = server;
    return bound == null ? -1 : bound.port();
  }

  /** Whether it listens. */
  public boolean isListening() {
    var bound = server;
    return bound != null && !bound.isDisposed();
  }

  /** Whether it takes no more connections because it is about to stop. */
  public boolean isDraining() {
    return draining;
  }

  /** Whether the address table has a web port for this member. */
  public boolean isWanted() {
    return wantedPort >= 0;
  }

  public WebConnections connections() {
    return connections;
  }

  /**
   * Takes no more connections, ends streams, and then each connection as soon as its request is
   * answered. What is not done within the limit is cut. {@link #stop} is still to follow.
   */
  public Drained drain(Duration limit) {
    var bound = server;
    if (bound == null) {
      return new Drained(0, 0);
    }
    draining = true;
    var open = channels.size();
    streams.get().forEach(EndsFirst::end);
    var cut = 0;
    try {
      bound.disposeNow(limit);
    } catch (IllegalStateException e) {
      cut = Math.max(1, channels.size()); // one at least, if it has gone since
      LOG.debug("not all requests ended in time", e);
    }
    channels.close().awaitUninterruptibly(limit.toMillis());
    return new Drained(Math.max(0, open - cut), cut);
  }

  @Override
  public void stop() {
    drain(Duration.ofMillis(1));
    server = null;
    if (loops != null) {
      loops.disposeLater(Duration.ZERO, CLOSE_LIMIT).block(CLOSE_LIMIT);
      loops = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }
}
