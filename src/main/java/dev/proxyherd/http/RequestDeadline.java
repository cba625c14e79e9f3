package dev.proxyherd.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which the head of a request takes too long from its first byte to its last:
 * who sends a byte now and then would have it for ever. Stands before the decoder; {@link
 * #afterDecoder} stands behind it. Of bodies, Reactor Netty takes care.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  private final Duration limit;
  private final WebConnections connections;
  private boolean inBody;
  private @Nullable Future<?> deadline;

  RequestDeadline(Duration limit, WebConnections connections) {
    this.limit = limit;
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (deadline == null && !inBody) {
      deadline =
          context
              .executor()
              .schedule(
                  () -> connections.close(context.channel(), WebConnections.Limit.REQUEST_TIMEOUT),
                  limit.toNanos(),
                  TimeUnit.NANOSECONDS);
    }
    context.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    headIsOver();
    context.fireChannelInactive();
  }

  private void headIsOver() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** Notices where heads end, and bodies. */
  ChannelInboundHandler afterDecoder() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
          headIsOver();
          inBody = true;
        }
        if (message instanceof LastHttpContent) {
          inBody = false;
        }
        context.fireChannelRead(message);
      }
    };
  }
}
