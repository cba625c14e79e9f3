package dev.proxyherd.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a connection whose other side does not read what it has asked for. */
final class WriteDeadline extends WriteTimeoutHandler {
  private final WebConnections connections;

  WriteDeadline(Duration limit, WebConnections connections) {
    super(limit.toNanos(), TimeUnit.NANOSECONDS);
    this.connections = connections;
  }

  /** Without the exception of the stock one, which would find its way into the log. */
  @Override
  protected void writeTimedOut(ChannelHandlerContext context) {
    connections.close(context.channel(), WebConnections.Limit.WRITE_TIMEOUT);
  }
}
