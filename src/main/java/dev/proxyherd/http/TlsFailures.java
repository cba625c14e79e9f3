package dev.proxyherd.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import javax.net.ssl.SSLException;

/** Ends connections that do not come to speak TLS: Reactor Netty would log each with its trace. */
final class TlsFailures extends ChannelInboundHandlerAdapter {
  private final WebConnections connections;

  TlsFailures(WebConnections connections) {
    this.connections = connections;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof SSLException
        || (cause instanceof DecoderException && cause.getCause() instanceof SSLException)) {
      connections.close(context.channel(), WebConnections.Limit.TLS_FAILED);
    } else {
      context.fireExceptionCaught(cause);
    }
  }
}
