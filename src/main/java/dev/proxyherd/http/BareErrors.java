package dev.proxyherd.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Gives errors a body that come from before any handler of ours, and have none: of requests that
 * the decoder does not take, of paths that are no URI, of origins that may not ask.
 */
@Sharable
final class BareErrors extends ChannelOutboundHandlerAdapter {
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof FullHttpResponse bare
        && bare.status().code() >= HttpStatus.BAD_REQUEST.value()
        && !bare.content().isReadable()
        && !bare.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
      var _ = context.write(withBody(bare), promise);
    } else {
      var _ = context.write(message, promise);
    }
  }

  private static FullHttpResponse withBody(FullHttpResponse bare) {
    ByteBuf body =
        Unpooled.wrappedBuffer(ProblemHandler.json(Problem.of(bare.status().code()), null));
    var response = new DefaultFullHttpResponse(bare.protocolVersion(), bare.status(), body);
    response.headers().set(bare.headers());
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .remove(HttpHeaderNames.TRANSFER_ENCODING);
    StandardHeaders.USUAL.forEach((name, value) -> response.headers().set(name, value));
    bare.release();
    return response;
  }
}
