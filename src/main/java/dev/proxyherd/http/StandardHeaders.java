package dev.proxyherd.http;

import java.time.InstantSource;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * What every answer says unless its handler says otherwise: when it was made, that it is not to be
 * kept, and that a browser is to take it for what it is, and for no page that could do anything.
 */
final class StandardHeaders implements WebFilter {
  /** Those that are always the same. */
  static final Map<String, String> USUAL =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'",
          HttpHeaders.CACHE_CONTROL,
          "no-store");

  private final InstantSource clock;

  StandardHeaders(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    exchange
        .getResponse()
        .beforeCommit(
            () -> {
              if (Departed.isAnswered(exchange.getResponse())) {
                return Mono.error(AbortedException.beforeSend());
              }
              var headers = exchange.getResponse().getHeaders();
              headers.setDate(clock.millis());
              USUAL.forEach((name, value) -> addTo(headers, name, value));
              return Mono.empty();
            });
    return chain.filter(exchange);
  }

  private static void addTo(HttpHeaders headers, String name, String value) {
    if (!headers.containsHeader(name)) {
      headers.set(name, value);
    }
  }
}
