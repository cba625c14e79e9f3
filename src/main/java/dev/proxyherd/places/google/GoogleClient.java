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
import reactor.netty.transport.ProxyProvider;

/**
 * Makes the WebClient that talks to Google.
 *
 * <p>The key joins a request in the last step before its bytes are written. WebClient, its
 * observations, its exceptions and the debug logs of all layers above see requests without it, so
 * that none of them has to be trusted to hide it.
 */
final class GoogleClient {
  private GoogleClient() {}

  static ConnectionProvider connections(GoogleSettings settings) {
    // As many as calls may be under way; one may wait while another's connection is being closed.
    var network = settings.calls().network();
    return ConnectionProvider.builder("places")
        .maxConnections(settings.connections())
        .pendingAcquireMaxCount(-1)
        .pendingAcquireTimeout(settings.timeout())
        .maxIdleTime(network.maxIdle())
        .maxLifeTime(network.maxLife())
        .evictInBackground(network.maxIdle())
        .build();
  }

  static WebClient of(
      GoogleSettings settings, ConnectionProvider connections, WebClient.Builder builder) {
    var keyWriter = new KeyWriter(settings);
    var network = settings.calls().network();
    var http =
        HttpClient.create(connections)
            .compress(true)
            .followRedirect(false)
            .disableRetry(true) // each try is to be counted: Retrying
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) network.connectTimeout().toMillis())
            .doOnChannelInit(
                (observer, channel, address) ->
                    channel.pipeline().addAfter(NettyPipeline.HttpCodec, "places.key", keyWriter));
    return builder
        .baseUrl(settings.baseUrl())
        .clientConnector(new ReactorClientHttpConnector(routed(http, settings.calls())))
        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(settings.maxResponseBytes()))
        .build();
  }

  /** Through the proxy that is said, or that Java is told of. A proxy looks names up by itself. */
  private static HttpClient routed(HttpClient http, CallSettings calls) {
    var proxy = calls.proxy();
    var network = calls.network();
    var routed =
        proxy == null
            ? http.proxyWithSystemProperties()
            : http.proxy(spec -> proxy(spec, proxy, network.connectTimeout()));
    return routed.configuration().hasProxy()
        ? routed
        : routed.resolver(
            names ->
                names.queryTimeout(network.dnsTimeout()).cacheMaxTimeToLive(network.dnsCache()));
  }

  private static void proxy(
      ProxyProvider.TypeSpec spec, ProxyAddress proxy, Duration connectTimeout) {
    var known =
        spec.type(ProxyProvider.Proxy.HTTP)
            .host(proxy.host())
            .port(proxy.port())
            .connectTimeoutMillis(connectTimeout.toMillis());
    if (proxy.user() != null) {
      known.username(proxy.user()).password(_ -> proxy.password());
    }
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
