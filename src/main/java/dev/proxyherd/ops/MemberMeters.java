package dev.proxyherd.ops;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The member's meters: all read what is counted anyway, when somebody asks. What each of them says
 * is in docs/reference/metrics.md.
 */
final class MemberMeters implements MeterBinder {
  private static final String NEIGHBOUR = "neighbour";

  /** In place of a neighbour's name: whoever knocked without being one. */
  private static final String STRANGER = "(stranger)";

  private final CommandCounts commands;
  private final ConnectionCounts connections;
  private final LineServer clientServer;
  private final LineServer peerServer;
  private final LocationStore store;
  private final Capacity capacity;
  private final Neighbours neighbours;
  private final @Nullable WireLog wireLog;

  MemberMeters(
      CommandCounts commands,
      ConnectionCounts connections,
      LineServer clientServer,
      LineServer peerServer,
      LocationStore store,
      Capacity capacity,
      Neighbours neighbours,
      @Nullable WireLog wireLog) {
    this.commands = commands;
    this.connections = connections;
    this.clientServer = clientServer;
    this.peerServer = peerServer;
    this.store = store;
    this.capacity = capacity;
    this.neighbours = neighbours;
    this.wireLog = wireLog;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindCommands(registry);
    bindConnections(registry);
    bindRecords(registry);
    bindLinks(registry);
    if (wireLog != null) {
      counter("herd.wire.log.left.out", wireLog, WireLog::leftOut)
          .description("Lines that the wire log lacks, for want of room or of a disk")
          .register(registry);
    }
  }

  private void bindCommands(MeterRegistry registry) {
    for (var outcome : CommandOutcome.values()) {
      counter("herd.commands", commands, counts -> counts.of(outcome))
          .tags("verb", outcome.verb(), "outcome", outcome.outcome())
          .description("Commands that were carried out or refused")
          .register(registry);
    }
  }

  private void bindConnections(MeterRegistry registry) {
    for (var port : Port.values()) {
      gauge(
              "herd.connections.open",
              port == Port.CLIENT ? clientServer : peerServer,
              LineServer::openConnections)
          .tag("port", port.label())
          .description("Connections that came in on the port and are open")
          .register(registry);
      counter("herd.connections.opened", connections, counts -> counts.opened(port).sum())
          .tag("port", port.label())
          .description("Connections that have opened")
          .register(registry);
      for (var reason : CloseReason.values()) {
        counter("herd.connections.closed", connections, counts -> counts.closed(port, reason).sum())
            .tags("port", port.label(), "reason", reason.name().toLowerCase(Locale.ROOT))
            .description("Connections that have closed")
            .register(registry);
      }
    }
  }

  private void bindRecords(MeterRegistry registry) {
    gauge("herd.clients", store, LocationStore::size)
        .description("Clients that are known")
        .register(registry);
    gauge("herd.clients.max", capacity, Capacity::maxClients)
        .description("How many clients there is room for")
        .register(registry);
    gauge("herd.records.bytes", store, LocationStore::bytes)
        .description("What records take of the heap, as an estimate")
        .register(registry);
    gauge("herd.records.max.bytes", capacity, Capacity::maxBytes)
        .description("How much of the heap records may take")
        .register(registry);
    gauge("herd.clients.forgotten", store, LocationStore::forgotten)
        .description("Clients that are held as forgotten")
        .register(registry);
    counter("herd.records.expired", store, LocationStore::expired)
        .description("Records that were dropped because their time was up")
        .register(registry);
    gauge("herd.change.number", store, LocationStore::lastChange)
        .description("The number of the latest change")
        .register(registry);
  }

  private void bindLinks(MeterRegistry registry) {
    refused(registry, STRANGER, neighbours, Neighbours::refusedStrangers);
    neighbours.listen(
        new Neighbours.Listener() {
          @Override
          public void added(Neighbour neighbour) {
            bindLink(registry, neighbour);
          }

          @Override
          public void removed(Neighbour neighbour) {
            registry.getMeters().stream()
                .filter(meter -> neighbour.name().equals(meter.getId().getTag(NEIGHBOUR)))
                .forEach(registry::remove);
          }
        });
  }

  private void bindLink(MeterRegistry registry, Neighbour neighbour) {
    linkUp(registry, neighbour, "outgoing", neighbour::outgoing);
    linkUp(registry, neighbour, "incoming", neighbour::incoming);
    gauge("herd.link.lag", neighbour, known -> Lag.of(known, store))
        .tag(NEIGHBOUR, neighbour.name())
        .description("Changes that the neighbour has not acknowledged")
        .register(registry);
    counter("herd.link.established", neighbour, Neighbour::established)
        .tag(NEIGHBOUR, neighbour.name())
        .description("How many times the link to the neighbour came up")
        .register(registry);
    refused(registry, neighbour.name(), neighbour, Neighbour::refusals);
  }

  private static void linkUp(
      MeterRegistry registry, Neighbour neighbour, String direction, Supplier<LinkState> state) {
    gauge("herd.link.up", state, link -> link.get() == LinkState.UP ? 1 : 0)
        .tags(NEIGHBOUR, neighbour.name(), "direction", direction)
        .description("Whether updates flow")
        .register(registry);
  }

  private static <T> void refused(
      MeterRegistry registry, String neighbour, T source, ToDoubleFunction<T> count) {
    counter("herd.handshakes.refused", source, count)
        .tag(NEIGHBOUR, neighbour)
        .description("Handshakes that either side refused")
        .register(registry);
  }

  private static <T> FunctionCounter.Builder<T> counter(
      String name, T source, ToDoubleFunction<T> count) {
    return FunctionCounter.builder(name, source, count);
  }

  /**
   * Holds on to its source: Micrometer would let a supplier that nobody else knows be collected.
   */
  private static <T> Gauge.Builder<T> gauge(String name, T source, ToDoubleFunction<T> value) {
    return Gauge.builder(name, source, value).strongReference(true);
  }
}
