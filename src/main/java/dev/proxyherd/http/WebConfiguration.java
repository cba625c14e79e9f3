package dev.proxyherd.http;

import dev.proxyherd.access.Operator;
import dev.proxyherd.access.Principals;
import dev.proxyherd.access.RateLimits;
import dev.proxyherd.client.ClientProperties;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.ForgetService;
import dev.proxyherd.command.IamAtService;
import dev.proxyherd.command.WhatsAtService;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.near.NearIndex;
import dev.proxyherd.tcp.FileDescriptors;
import dev.proxyherd.tcp.Tls;
import dev.proxyherd.tcp.TlsConfigurationException;
import dev.proxyherd.topology.Topology;
import io.micrometer.observation.ObservationRegistry;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The web port: its listener, and all that it serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
public class WebConfiguration {
  /** Null where the web port speaks plain HTTP. */
  @Bean
  @Nullable Tls webTls(WebProperties properties, SslBundles bundles) {
    var ssl = properties.ssl();
    if (ssl.bundle().isEmpty() && ssl.clientAuth() != ClientAuth.NONE) {
      throw new TlsConfigurationException(
          "herd.web.ssl.client-auth",
          ssl.clientAuth().toString().toLowerCase(Locale.ROOT),
          "clients have no certificates without TLS",
          "Set herd.web.ssl.bundle to the name of an SSL bundle, or client-auth to none.");
    }
    return Tls.of("herd.web.ssl.bundle", ssl.bundle(), ssl.clientAuth(), bundles);
  }

  @Bean
  WebServer webServer(
      Topology topology,
      WebProperties properties,
      InstantSource clock,
      @Qualifier("webTls") ObjectProvider<Tls> tls,
      ObjectProvider<Routes> routes,
      ObjectProvider<WebServer.EndsFirst> streams,
      ObjectProvider<ObservationRegistry> observations) {
    var origins = properties.cors().origins();
    WebHandlers.checkOrigins(origins);
    return new WebServer(
        "herd.members." + topology.self() + ".web-port",
        topology.bindAddress(),
        topology.selfAddress().webPort(),
        properties,
        new WebConnections(
            FileDescriptors.cap(properties.maxConnections(), "herd.web.max-connections"),
            properties.maxConnectionsPerAddress()),
        tls.getIfAvailable(),
        () ->
            WebHandlers.of(
                routes.orderedStream().toList(),
                origins,
                clock,
                observations.getIfAvailable(() -> ObservationRegistry.NOOP)),
        () -> streams.stream().toList());
  }

  @Bean
  Callers callers(Principals principals, RateLimits rates, Operator operator) {
    return new Callers(principals, rates, operator);
  }

  @Bean
  Bodies bodies(WebProperties properties) {
    return new Bodies((int) properties.maxBody().toBytes(), properties.requestTimeout());
  }

  @Bean
  Updates updates(IamAtService service, CommandCounts counts, InstantSource clock) {
    return new Updates(service, counts, clock);
  }

  @Bean
  ClientRoutes clientRoutes(
      Callers callers,
      Bodies bodies,
      Updates updates,
      LocationStore store,
      WhatsAtService places,
      ForgetService forgetting,
      CommandCounts counts,
      ClientProperties clients) {
    return new ClientRoutes(
        callers, bodies, updates, store, places, forgetting, counts, clients.unknownClientWait());
  }

  @Bean
  NearRoutes nearRoutes(Callers callers, NearIndex index) {
    return new NearRoutes(callers, index);
  }

  @Bean
  OpenApiRoutes openApiRoutes() {
    return new OpenApiRoutes();
  }
}
