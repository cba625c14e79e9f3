package dev.proxyherd.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.topology.Topology;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** {@code GET /actuator/herd}: this member and its links. */
@Endpoint(id = "herd")
final class HerdEndpoint {
  private final Topology topology;
  private final LocationStore store;
  private final Neighbours neighbours;
  private final LineServer clientServer;
  private final LineServer peerServer;
  private final ApplicationContext context;

  HerdEndpoint(
      Topology topology,
      LocationStore store,
      Neighbours neighbours,
      LineServer clientServer,
      LineServer peerServer,
      ApplicationContext context) {
    this.topology = topology;
    this.store = store;
    this.neighbours = neighbours;
    this.clientServer = clientServer;
    this.peerServer = peerServer;
    this.context = context;
  }

  /**
   * One member. Ports are those that it really listens on.
   *
   * @param clients how many clients it knows
   * @param digest of their records: members that hold the same say the same
   * @param changeNumber the number of its latest change, 0 when there was none
   * @param refused who, not being a neighbour, was refused a link, and why
   */
  record Member(
      String name,
      long pid,
      int clientPort,
      int peerPort,
      int httpPort,
      long clients,
      String digest,
      long changeNumber,
      List<Link> links,
      Map<String, String> refused) {}

  /**
   * Both directions of one edge.
   *
   * @param state of the link that this member dials
   * @param incoming of the link that the neighbour dials
   * @param lag how many changes the neighbour has not acknowledged, counted up to {@link Lag#LIMIT}
   * @param lastError why the link is not up, or was not the last time
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Link(
      String neighbour, LinkState state, LinkState incoming, int lag, @Nullable String lastError) {}

  @ReadOperation
  Member member() {
    var digest = store.digest();
    return new Member(
        topology.self(),
        ProcessHandle.current().pid(),
        clientServer.getPort(),
        peerServer.getPort(),
        httpPort(),
        digest.clients(),
        digest.hex(),
        store.lastChange(),
        neighbours.all().stream().map(this::link).toList(),
        neighbours.strangers());
  }

  private Link link(Neighbour neighbour) {
    return new Link(
        neighbour.name(),
        neighbour.outgoing(),
        neighbour.incoming(),
        Lag.of(neighbour, store),
        neighbour.lastError());
  }

  private int httpPort() {
    var server = context instanceof WebServerApplicationContext web ? web.getWebServer() : null;
    return server == null ? -1 : server.getPort();
  }
}
