package dev.proxyherd.ops;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.tcp.CloseReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

/**
 * The member's meters: all read what is counted anyway, when somebody asks. What each of them says
 * is in docs/reference/metrics.md.
 */
final class MemberMeters implements MeterBinder {
  /** A double holds no more of the digest's 64 bits exactly than 53. */
  private static final int DIGEST_BITS_LEFT_OUT = 16;

  private final CommandCounts commands;
  private final ConnectionCounts connections;
  private final Limits limits;

  /** Held here: Micrometer lets go of what counters read. */
  private final List<Limits.Hits> hits;

  private final LocationStore store;
  private final ApplicationAvailability availability;
  private final @Nullable WireLog wireLog;

  MemberMeters(
      CommandCounts commands,
      ConnectionCounts connections,
      Limits limits,
      LocationStore store,
      ApplicationAvailability availability,
      @Nullable WireLog wireLog) {
    this.commands = commands;
    this.connections = connections;
    this.limits = limits;
    this.hits = limits.hits();
    this.store = store;
    this.availability = availability;
    this.wireLog = wireLog;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge("herd.ready", availability, MemberMeters::ready)
        .description("Whether the member is ready")
        .register(registry);
    gauge("herd.version", this, _ -> 1)
        .tag("version", Version.OF_THIS)
        .description("What the member runs")
        .register(registry);
    bindCommands(registry);
    bindConnections(registry);
    bindRecords(registry);
    bindStore(registry);
    for (var limit : hits) {
      counter("herd.limits.hit", limit, one -> one.times().getAsLong())
          .tags("port", limit.port().label(), "limit", limit.limit())
          .description("How often a limit was hit")
          .register(registry);
    }
    if (wireLog != null) {
      counter("herd.wire.log.left.out", wireLog, WireLog::leftOut)
          .description("Lines that the wire log lacks, for want of room or of a disk")
          .register(registry);
    }
  }

  private static double ready(ApplicationAvailability availability) {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC ? 1 : 0;
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
      var level = port == Port.CLIENT ? "clientConnections" : "peerConnections";
      level("herd.connections.open", level, Limits.Level::used)
          .tag("port", port.label())
          .description("Connections that came in on the port and are open")
          .register(registry);
      level("herd.connections.max", level, Limits.Level::max)
          .tag("port", port.label())
          .description("How many may be open at once")
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
    level("herd.clients", "clients", Limits.Level::used)
        .description("Clients that are known")
        .register(registry);
    level("herd.clients.max", "clients", Limits.Level::max)
        .description("How many clients there is room for")
        .register(registry);
    level("herd.records.bytes", "recordBytes", Limits.Level::used)
        .description("What records take of the heap, as an estimate")
        .register(registry);
    level("herd.records.max.bytes", "recordBytes", Limits.Level::max)
        .description("How much of the heap records may take")
        .register(registry);
    gauge("herd.clients.forgotten", store, LocationStore::forgotten)
        .description("Clients that are held as forgotten")
        .register(registry);
    counter("herd.records.expired", store, LocationStore::expired)
        .description("Records that were dropped because their time was up")
        .register(registry);
  }

  private void bindStore(MeterRegistry registry) {
    gauge("herd.change.number", store, LocationStore::lastChange)
        .description("The number of the latest change")
        .register(registry);
    gauge("herd.digest", store, known -> known.digest().hash() >>> DIGEST_BITS_LEFT_OUT)
        .description("The first 48 bits of the digest: members that hold the same say the same")
        .register(registry);
    gauge("herd.store.refusing", store, known -> known.trouble().isPresent() ? 1 : 0)
        .description("Whether the store takes no updates")
        .register(registry);
  }

  private Gauge.Builder<Limits> level(
      String name, String level, ToDoubleFunction<Limits.Level> value) {
    return gauge(
        name,
        limits,
        known -> value.applyAsDouble(Objects.requireNonNull(known.levels().get(level))));
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
