package dev.proxyherd.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The channel that accepts connections. Goes on after whatever error an accept meets: Netty tries
 * again a second later. When the server is drained, closes as soon as nobody knocks.
 */
final class Listener extends ChannelInboundHandlerAdapter {
  private static final Log LOG = LogFactory.getLog(Listener.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

  /** Clients that come back as soon as they are sent away would have it open for ever. */
  private static final long LAST_CALL_NANOS = 500_000_000;

  /** Accepted, and on their way to an event loop of their own. */
  private final AtomicInteger onTheirWay = new AtomicInteger();

  private @Nullable Channel channel;
  private @Nullable Turn turn;
  private volatile boolean draining;
  private long saidAt;
  private long lastAcceptIn = -1;
  private long drainingIn = -1;
  private long drainingAt;

  /** It listens, on a thread with these turns. */
  void begin(Channel bound, Turn turns) {
    channel = bound;
    turn = turns;
  }

  private Channel channel() {
    return Objects.requireNonNull(channel);
  }

  int port() {
    return ((InetSocketAddress) channel().localAddress()).getPort();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    lastAcceptIn = turn == null ? 0 : turn.number();
    onTheirWay.incrementAndGet();
    context.fireChannelRead(accepted);
  }

  /** A connection that was accepted is known to its server. */
  void handedOver() {
    onTheirWay.decrementAndGet();
  }

  /** Once in a while: where files are scarce, each one that becomes free lets one more in. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var now = System.nanoTime();
    if (saidAt == 0 || now - saidAt > SILENCE_NANOS) {
      saidAt = now;
      LOG.warn("Cannot accept connections on port " + port() + " for now: " + cause);
    }
  }

  /** Closes when nobody knocks any more; to be called again and again. From any thread. */
  void drain() {
    draining = true;
    channel().eventLoop().execute(this::advance);
  }

  private void advance() {
    var number = Objects.requireNonNull(turn).number();
    if (drainingIn < 0) {
      drainingIn = number;
      drainingAt = System.nanoTime();
    } else if ((number > drainingIn && lastAcceptIn < number - 1)
        || System.nanoTime() - drainingAt > LAST_CALL_NANOS) {
      var _ = channel().close();
    }
  }

  boolean isDraining() {
    return draining;
  }

  /** Whether a further connection may still appear. */
  boolean isAccepting() {
    return channel().isOpen() || onTheirWay.get() > 0;
  }

  /** Returns when nobody can connect any more. */
  void close() {
    channel().close().awaitUninterruptibly();
  }
}
