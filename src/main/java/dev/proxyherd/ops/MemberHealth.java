package dev.proxyherd.ops;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.places.gazetteer.Gazetteer;
import dev.proxyherd.places.google.GoogleStatus;
import dev.proxyherd.site.SiteStatus;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.tcp.Tls;
import dev.proxyherd.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of {@code /actuator/health}. A member is healthy when it serves its clients: its
 * neighbours' state is a detail, since nobody could help them by restarting this one.
 */
@Configuration(proxyBeanMethods = false)
class MemberHealth {
  @Bean
  HealthIndicator storeHealthIndicator(LocationStore store, ObjectProvider<SiteStatus> site) {
    return () -> {
      var health =
          store
              .trouble()
              .map(reason -> Health.down().withDetail("trouble", reason))
              .orElseGet(Health::up);
      store.loss().ifPresent(loss -> health.withDetail("loss", loss));
      site.ifAvailable(status -> tell(status.snapshot(), health));
      var digest = store.digest();
      return health
          .withDetail("clients", digest.clients())
          .withDetail("digest", digest.hex())
          .withDetail("changeNumber", store.lastChange())
          .withDetail("epoch", store.epoch())
          .build();
    };
  }

  private static void tell(SiteStatus.Snapshot site, Health.Builder health) {
    health
        .withDetail("replica", site.replica())
        .withDetail("engine", site.isCluster() ? "cluster" : "single")
        .withDetail("primaries", site.primaries())
        .withDetail("buckets", site.buckets())
        .withDetail("bucketsInTrouble", site.bucketsInTrouble())
        .withDetail("leasesHeld", site.leasesHeld());
  }

  @Bean
  HealthIndicator clientPortHealthIndicator(
      LineServer clientServer, Topology topology, @Qualifier("clientTls") ObjectProvider<Tls> tls) {
    return new ClientPortCheck(clientServer, topology.bindAddress(), tls.getIfAvailable());
  }

  @Bean
  HealthIndicator peerPortHealthIndicator(LineServer peerServer) {
    return () ->
        (peerServer.isListening() ? Health.up() : Health.down())
            .withDetail("port", peerServer.getPort())
            .withDetail("connections", peerServer.openConnections())
            .build();
  }

  @Bean
  @Nullable HealthIndicator webPortHealthIndicator(WebServer webServer) {
    if (!webServer.isWanted()) {
      return null;
    }
    return () ->
        (webServer.isDraining()
                ? Health.outOfService()
                : webServer.isListening() ? Health.up() : Health.down())
            .withDetail("port", webServer.port())
            .withDetail("connections", webServer.connections().open())
            .build();
  }

  @Bean
  HealthContributor neighboursHealthContributor(Neighbours neighbours, Lags lags) {
    return new NeighboursHealth(neighbours, lags);
  }

  /** Without places, WHATSAT still gives the AT line and says so: not worth a restart either. */
  @Bean
  HealthIndicator placesHealthIndicator(Gazetteer gazetteer, GoogleStatus google) {
    return () -> {
      var health =
          Health.up()
              .withDetail("gazetteer", gazetteer.state())
              .withDetail("places", gazetteer.size());
      google.snapshot().ifPresent(snapshot -> health.withDetail("google", snapshot));
      gazetteer.file().ifPresent(file -> health.withDetail("file", file.toString()));
      gazetteer.since().ifPresent(since -> health.withDetail("since", since.toString()));
      gazetteer.trouble().ifPresent(trouble -> health.withDetail("trouble", trouble));
      return health.withDetail("refusedFiles", gazetteer.refused()).build();
    };
  }
}
