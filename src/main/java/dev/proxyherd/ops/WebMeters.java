package dev.proxyherd.ops;

import dev.proxyherd.http.WebConnections;
import dev.proxyherd.http.WebConnections.Limit;
import dev.proxyherd.http.WebServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumSet;

/** The web port's connections, by the names of the other ports'. Its requests are WebFlux's. */
final class WebMeters implements MeterBinder {
  private static final String PORT = "port";
  private static final String WEB = "web";

  private final WebServer server;

  WebMeters(WebServer server) {
    this.server = server;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (!server.isWanted()) {
      return;
    }
    var connections = server.connections();
    Gauge.builder("herd.connections.open", connections, WebConnections::open)
        .tag(PORT, WEB)
        .description("Connections that came in on the port and are open")
        .register(registry);
    Gauge.builder("herd.connections.max", connections, WebConnections::max)
        .tag(PORT, WEB)
        .description("How many may be open at once")
        .register(registry);
    FunctionCounter.builder("herd.connections.opened", connections, WebConnections::opened)
        .tag(PORT, WEB)
        .description("Connections that have opened")
        .register(registry);
    FunctionCounter.builder(
            "herd.connections.closed", connections, counts -> counts.hits(Limit.TLS_FAILED))
        .tags(PORT, WEB, "reason", Limit.TLS_FAILED.label())
        .description("Connections that have closed")
        .register(registry);
    for (var limit : EnumSet.complementOf(EnumSet.of(Limit.TLS_FAILED))) {
      FunctionCounter.builder("herd.limits.hit", connections, counts -> counts.hits(limit))
          .tags(PORT, WEB, "limit", limit.label())
          .description("How often a limit was hit")
          .register(registry);
    }
  }
}
