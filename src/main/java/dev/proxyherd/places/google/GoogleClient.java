package dev.proxyherd.places.google;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Duration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Makes the WebClient that talks to Google.
 *
 * <p>The key joins a request in the last step before its bytes are written. WebClient, its
 * observations, its exceptions and the debug logs of all layers above see requests without it, so
 * that none of them has to be trusted to hide it.
 */
final class GoogleClient {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private GoogleClient() {}

  static ConnectionProvider connections(GoogleSettings settings) {
    // Those who wait for a connection are bounded by the clients, each of which waits for one
    // answer at a time, and by the timeout.
    return ConnectionProvider.builder("places")
        .maxConnections(settings.connections())
        .pendingAcquireMaxCount(-1)
        .pendingAcquireTimeout(settings.timeout())
        .maxIdleTime(IDLE)
        .build();
  }

  static WebClient of(
      GoogleSettings settings, ConnectionProvider connections, WebClient.Builder builder) {
    var keyWriter = new KeyWriter(settings);
    var http =
        HttpClient.create(connections)
            .compress(true)
            .followRedirect(false)
            .proxyWithSystemProperties()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.timeout().toMillis())
            .doOnChannelInit(
                (observer, channel, address) ->
                    channel.pipeline().addAfter(NettyPipeline.HttpCodec, "places.key", keyWriter));
    return builder
        .baseUrl(settings.baseUrl())
        .clientConnector(new ReactorClientHttpConnector(http))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(settings.maxResponseBytes()))
        .build();
  }

  /** Sits between the HTTP encoder and everything that could log. */
  @Sharable
  private static final class KeyWriter extends ChannelOutboundHandlerAdapter {
    private final GoogleSettings settings;

    KeyWriter(GoogleSettings settings) {
      this.settings = settings;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpRequest request) {
        settings.api().authorise(request, settings.key());
      }
      super.write(context, message, promise);
    }
  }
}
