package dev.proxyherd.http.stream;

import dev.proxyherd.http.Caller;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.tcp.RemoteNetwork;
import io.netty.buffer.Unpooled;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** {@code /v1/stream}: where clients are, and where they go. */
final class StreamRoutes implements Routes {
  private static final MediaType EVENTS = MediaType.TEXT_EVENT_STREAM;

  private final Callers callers;
  private final Streams streams;
  private final StreamSlots slots;

  StreamRoutes(Callers callers, Streams streams, StreamSlots slots) {
    this.callers = callers;
    this.streams = streams;
    this.slots = slots;
  }

  @Override
  public RouterFunction<ServerResponse> routes() {
    return Resource.at("/v1/stream", EVENTS).get(this::stream).route();
  }

  private Mono<ServerResponse> stream(ServerRequest request) {
    var caller = callers.identify(request);
    var wanted = StreamRequests.of(request, caller);
    // A proxy that collects an answer before it passes it on would never do so.
    var answer = ServerResponse.ok().contentType(EVENTS).header("X-Accel-Buffering", "no");
    if (request.method().equals(HttpMethod.HEAD)) {
      return answer.build();
    }
    var slot = slots.take(key(request, caller));
    var stream = streams.open(wanted);
    HttpServerRequest connected =
        ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
    connected.withConnection(
        connection ->
            connection
                .channel()
                .closeFuture()
                .addListener(
                    _ -> {
                      streams.close(stream);
                      slot.run();
                    }));
    return answer.body(
        (response, _) ->
            write(response, stream)
                .doFinally(
                    _ -> {
                      streams.close(stream);
                      slot.run();
                    }));
  }

  private static Object key(ServerRequest request, Caller caller) {
    var name = caller.name();
    return name != null
        ? name
        : request
            .remoteAddress()
            .<Object>map(address -> RemoteNetwork.of(address.getAddress()))
            .orElse("");
  }

  /**
   * Writes a chunk, and asks for the next one when it is out. What takes several chunks together,
   * as bodies usually do, asks for up to 128 before the first is written.
   */
  private static Mono<Void> write(ServerHttpResponse response, LocationStream stream) {
    HttpServerResponse channel = ServerHttpResponseDecorator.getNativeResponse(response);
    var first = stream.next().map(bytes -> response.bufferFactory().wrap(bytes));
    var others =
        Mono.defer(stream::next)
            .flatMap(bytes -> channel.sendObject(Unpooled.wrappedBuffer(bytes)).then())
            .repeat(() -> !stream.isOver())
            .then();
    return response.writeAndFlushWith(Flux.just(first.flux())).then(others);
  }
}
