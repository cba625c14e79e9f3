package dev.proxyherd.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Holds back pipelined requests until those before them are answered, and reads no more meanwhile.
 * Reactor Netty has a queue of its own for that, but ends a connection with the first of several
 * answers where a later request says {@code Connection: close}.
 */
final class OneAtATime extends ChannelDuplexHandler {
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean answering;
  private boolean readIsDue;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (waiting.isEmpty() && mayPass(message)) {
      pass(context, message);
    } else {
      waiting.add(message);
    }
  }

  /** What is no head belongs to the request that went before. */
  private boolean mayPass(Object message) {
    return !answering || !(message instanceof HttpRequest);
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      answering = true;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      context.read();
    } else {
      readIsDue = true;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    var isLast = message instanceof LastHttpContent && !isInformational(message);
    var _ = context.write(message, promise);
    if (isLast) {
      answering = false;
      context.executor().execute(() -> goOn(context));
    }
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void goOn(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      return;
    }
    for (var next = waiting.peek(); next != null && mayPass(next); next = waiting.peek()) {
      waiting.remove();
      pass(context, next);
    }
    context.fireChannelReadComplete();
    if (waiting.isEmpty() && readIsDue) {
      readIsDue = false;
      context.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    release();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    release();
  }

  private void release() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
