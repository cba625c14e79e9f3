package dev.proxyherd.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Tells a connection what Netty tells of its channel. */
final class LineChannelHandler extends ChannelInboundHandlerAdapter {
  private final LineConnection connection;
  private final @Nullable TlsHandler tls;

  private LineChannelHandler(LineConnection connection, @Nullable TlsHandler tls) {
    this.connection = connection;
    this.tls = tls;
  }

  /** Puts a connection on its channel, behind TLS where there is some. */
  static void install(LineConnection connection, ChannelPipeline pipeline, @Nullable Tls tls) {
    if (tls == null) {
      pipeline.addLast(new LineChannelHandler(connection, null));
      return;
    }
    connection.intake().awaitHandshake();
    var handler = tls.handler(connection);
    pipeline.addLast(new LineChannelHandler(connection, handler));
    pipeline.addFirst(handler); // last, since it begins at once where the channel is there already
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (tls == null) {
      connection.open();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    try {
      connection.read(bytes);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case SslHandshakeCompletionEvent handshake -> handshakeEnded(handshake.cause());
      case SslCloseCompletionEvent close when close.isSuccess() -> connection.inputEnded(true);
      // With TLS, a FIN that was not announced may be anybody's.
      case ChannelInputShutdownEvent _ -> connection.inputEnded(tls == null);
      default -> {}
    }
  }

  private void handshakeEnded(@Nullable Throwable failure) {
    if (failure == null) {
      try {
        connection.secured(Objects.requireNonNull(tls).engine().getSession());
        connection.open();
      } catch (SSLException e) {
        connection.tlsFailed(e);
        connection.close();
      }
    } else if (!(failure instanceof ClosedChannelException)) {
      connection.tlsFailed(failure); // the channel is about to be closed, behind an alert
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      connection.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.lost();
  }

  /** What the network does is no error of anybody's: nothing that it does is worth a trace. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof OutOfMemoryError) { // of buffers: for want of heap, the JVM ends
      connection.close(CloseReason.NO_BUFFERS);
      return;
    }
    var reason =
        cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
    if (reason instanceof SSLException) {
      connection.tlsFailed(reason);
    } else if (!(reason instanceof IOException)) {
      LogFactory.getLog(LineChannelHandler.class).error("Closing " + connection, cause);
    }
    connection.close(CloseReason.RESET);
  }
}
