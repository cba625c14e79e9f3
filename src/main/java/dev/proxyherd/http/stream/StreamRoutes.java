package dev.proxyherd.http.stream;

import dev.proxyherd.http.Caller;
import dev.proxyherd.http.Callers;
import dev.proxyherd.http.Resource;
import dev.proxyherd.http.Routes;
import dev.proxyherd.tcp.RemoteNetwork;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** {@code /v1/stream}: where clients are, and where they go. */
final class StreamRoutes implements Routes {
  private static final MediaType EVENTS = MediaType.TEXT_EVENT_STREAM;

  private static final int UNSENT = 64 * 1024;

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
    Runnable end =
        () -> {
          streams.close(stream);
          slot.run();
        };
    var channel = channel(request);
    channel.closeFuture().addListener(_ -> end.run()); // perhaps before the body is asked for
    if (channel.config() instanceof EpollSocketChannelConfig config) {
      // Else megabytes wait in the system for a reader that stalls, and are old when it reads on.
      config.setTcpNotSentLowAt(UNSENT);
    }
    return answer.body((response, _) -> write(response, stream, channel).doFinally(_ -> end.run()));
  }

  private static Channel channel(ServerRequest request) {
    HttpServerRequest connected =
        ServerHttpRequestDecorator.getNativeRequest(request.exchange().getRequest());
    var channel = new AtomicReference<Channel>();
    connected.withConnection(connection -> channel.set(connection.channel()));
    return Objects.requireNonNull(channel.get());
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
   * Asks for a chunk when the one before is written: WebFlux asks for many ahead, and would have
   * them all wait in the connection of a reader that has stalled.
   */
  private static Mono<Void> write(
      ServerHttpResponse response, LocationStream stream, Channel channel) {
    var chunk =
        written(channel)
            .then(Mono.defer(stream::next))
            .map(events -> join(response.bufferFactory(), events));
    return response.writeAndFlushWith(Mono.just(chunk).repeat(() -> !stream.isOver()));
  }

  /** Copies nothing: most streams tell the same at the same time. */
  private static DataBuffer join(DataBufferFactory buffers, List<byte[]> events) {
    return buffers.join(events.stream().map(buffers::wrap).toList());
  }

  /** When all that was written until now has left for the system. */
  private static Mono<Void> written(Channel channel) {
    return Mono.create(
        sink ->
            channel
                .eventLoop()
                .execute(
                    () ->
                        channel
                            .writeAndFlush(Unpooled.EMPTY_BUFFER)
                            .addListener(_ -> sink.success())));
  }
}
