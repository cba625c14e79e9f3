package dev.proxyherd.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;

/** Netty's TLS, with the manners of a line connection. */
final class TlsHandler extends SslHandler {
  private final LineIntake intake;

  TlsHandler(SSLEngine engine, LineIntake intake) {
    super(engine);
    this.intake = intake;
    setHandshakeTimeoutMillis(0); // it has the deadline of a line
  }

  /** A record is read in parts: a connection is not quiet while there is no line of it yet. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    intake.arriving();
    super.channelRead(context, bytes);
  }

  /**
   * Now, as without TLS. It is said that this is the end, if there is room for that; Netty's own
   * would wait for the other side to read.
   */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (context.channel().isActive()) {
      var _ = closeOutbound();
    }
    var _ = context.close(promise);
  }
}
