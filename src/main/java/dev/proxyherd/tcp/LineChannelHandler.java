package dev.proxyherd.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.apache.commons.logging.LogFactory;

/** Tells a connection what Netty tells of its channel. */
final class LineChannelHandler extends ChannelInboundHandlerAdapter {
  private final LineConnection connection;

  LineChannelHandler(LineConnection connection) {
    this.connection = connection;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connection.open();
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
    if (event instanceof ChannelInputShutdownEvent) {
      connection.inputEnded();
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
    if (!(cause instanceof IOException)) {
      LogFactory.getLog(LineChannelHandler.class).error("Closing " + connection, cause);
    }
    connection.close(CloseReason.RESET);
  }
}
