package dev.proxyherd.ops;

import dev.proxyherd.http.WebServer;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.ops.HerdReport.Link;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.site.SiteStatus;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * {@code GET /actuator/herd}: this member, its links and its limits; as JSON, or with {@code
 * Accept: text/plain} as tables for people.
 */
@Endpoint(id = "herd")
final class HerdEndpoint {
  private final Topology topology;
  private final LocationStore store;
  private final Neighbours neighbours;
  private final LineServer clientServer;
  private final LineServer peerServer;
  private final WebServer webServer;
  private final Lags lags;
  private final ClockOffsets offsets;
  private final Limits limits;
  private final @Nullable SiteStatus site;
  private final ApplicationAvailability availability;
  private final ApplicationContext context;

  HerdEndpoint(
      Topology topology,
      LocationStore store,
      Neighbours neighbours,
      LineServer clientServer,
      LineServer peerServer,
      WebServer webServer,
      Lags lags,
      ClockOffsets offsets,
      Limits limits,
      @Nullable SiteStatus site,
      ApplicationAvailability availability,
      ApplicationContext context) {
    this.topology = topology;
    this.store = store;
    this.neighbours = neighbours;
    this.clientServer = clientServer;
    this.peerServer = peerServer;
    this.webServer = webServer;
    this.lags = lags;
    this.offsets = offsets;
    this.limits = limits;
    this.site = site;
    this.availability = availability;
    this.context = context;
  }

  @ReadOperation(producesFrom = HerdFormat.class)
  WebEndpointResponse<Object> herd(HerdFormat format) {
    var report = report();
    Object body =
        switch (format) {
          case JSON -> report;
          case TEXT -> HerdText.of(report);
        };
    return new WebEndpointResponse<>(body, format);
  }

  HerdReport report() {
    var digest = store.digest();
    return new HerdReport(
        topology.self(),
        neighbours.leases().replica().orElse(null),
        site == null ? null : engine(site.snapshot()),
        Version.OF_THIS,
        ProcessHandle.current().pid(),
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()).toSeconds(),
        availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC,
        clientServer.getPort(),
        peerServer.getPort(),
        httpPort(),
        webServer.port(),
        digest.clients(),
        digest.hex(),
        store.lastChange(),
        neighbours.all().stream().map(this::link).toList(),
        neighbours.strangers(),
        limits.levels(),
        topology.addresses());
  }

  private static HerdReport.Engine engine(SiteStatus.Snapshot site) {
    return new HerdReport.Engine(
        site.isCluster() ? "cluster" : "single",
        site.primaries(),
        site.leasesHeld(),
        site.trouble());
  }

  private Link link(Neighbour neighbour) {
    var lag = lags.of(neighbour);
    return new Link(
        neighbour.name(),
        neighbour.outgoing(),
        neighbour.incoming(),
        neighbour.outgoingHolder(),
        neighbour.incomingHolder(),
        lag.changes(),
        lag.seconds(),
        known(neighbour.roundTripSeconds()),
        known(offsets.seconds(neighbour)),
        neighbour.lastError());
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  private int httpPort() {
    var server = context instanceof WebServerApplicationContext web ? web.getWebServer() : null;
    return server == null ? -1 : server.getPort();
  }
}
