package dev.proxyherd.ops;

import dev.proxyherd.peer.LinkId;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of each link, which come and go with the neighbour. */
final class LinkMeters implements MeterBinder, Neighbours.Listener {
  /** In place of a neighbour's name: whoever knocked without being one. */
  private static final String STRANGER = "(stranger)";

  private static final String NEIGHBOUR = "neighbour";
  private static final String DIRECTION = "direction";
  private static final String OUTGOING = "outgoing";
  private static final String INCOMING = "incoming";

  private final Neighbours neighbours;
  private final Lags lags;
  private final ClockOffsets offsets;
  private final Map<Neighbour, List<Meter>> meters = new ConcurrentHashMap<>();
  private volatile @Nullable MeterRegistry registry;

  LinkMeters(Neighbours neighbours, Lags lags, ClockOffsets offsets) {
    this.neighbours = neighbours;
    this.lags = lags;
    this.offsets = offsets;
  }

  @Override
  public void bindTo(MeterRegistry target) {
    registry = target;
    refused(target, STRANGER, neighbours, Neighbours::refusedStrangers);
    neighbours.listen(this);
  }

  /** From now on there are meters for this neighbour. */
  @Override
  public void added(Neighbour neighbour) {
    var target = registry;
    if (target != null) {
      meters.computeIfAbsent(neighbour, added -> bind(added, target));
    }
  }

  /** There are none any more, and nothing is known of it. */
  @Override
  public void removed(Neighbour neighbour) {
    var gone = meters.remove(neighbour);
    var target = registry;
    if (gone != null && target != null) {
      gone.forEach(target::remove);
      lags.forget(neighbour);
    }
  }

  private List<Meter> bind(Neighbour neighbour, MeterRegistry target) {
    var bound = new ArrayList<Meter>();
    bound.add(up(target, neighbour, OUTGOING, neighbour::outgoing));
    bound.add(up(target, neighbour, INCOMING, neighbour::incoming));
    bound.add(
        gauge("herd.link.lag", neighbour, known -> lags.of(known).changes())
            .description("Changes that the neighbour has not acknowledged")
            .register(target));
    bound.add(
        gauge("herd.link.lag.seconds", neighbour, known -> lags.of(known).seconds())
            .description("For how long the neighbour has lacked the first of these")
            .register(target));
    bound.add(
        gauge("herd.link.round.trip.seconds", neighbour, Neighbour::roundTripSeconds)
            .description("A change, to the neighbour and its acknowledgement back")
            .register(target));
    bound.add(
        gauge("herd.link.clock.offset.seconds", neighbour, offsets::seconds)
            .description("How far the neighbour's clock is ahead of this member's, an estimate")
            .register(target));
    bound.add(
        counter("herd.link.established", neighbour, Neighbour::established)
            .description("How many times the link to the neighbour came up")
            .register(target));
    bound.add(
        counter("herd.link.resyncs", neighbour, Neighbour::resyncs)
            .description("How many times it began before what the neighbour had taken last")
            .register(target));
    bound.add(updates(target, neighbour, OUTGOING, Neighbour::sent));
    bound.add(updates(target, neighbour, INCOMING, Neighbour::taken));
    bound.add(refused(target, neighbour.name(), neighbour, Neighbour::refusals));
    bindLease(target, bound, neighbour, OUTGOING, LinkId.outgoing(neighbour.name()));
    bindLease(target, bound, neighbour, INCOMING, LinkId.incoming(neighbour.name()));
    return bound;
  }

  private void bindLease(
      MeterRegistry target, List<Meter> bound, Neighbour neighbour, String direction, LinkId link) {
    var leases = neighbours.leases();
    bound.add(
        gauge("herd.lease.held", neighbour, _ -> leases.isHeld(link) ? 1 : 0)
            .tag(DIRECTION, direction)
            .description("Whether the link is this process's, and no other replica's")
            .register(target));
    bound.add(
        counter("herd.lease.taken", neighbour, _ -> leases.taken(link))
            .tag(DIRECTION, direction)
            .description("How many times this replica has got hold of the link")
            .register(target));
    bound.add(
        counter("herd.lease.lost", neighbour, _ -> leases.lost(link))
            .tag(DIRECTION, direction)
            .description("How many times it has lost it, to another replica or for want of renewal")
            .register(target));
  }

  private static Meter up(
      MeterRegistry target, Neighbour neighbour, String direction, Supplier<LinkState> state) {
    return gauge("herd.link.up", neighbour, _ -> state.get() == LinkState.UP ? 1 : 0)
        .tag(DIRECTION, direction)
        .description("Whether updates flow")
        .register(target);
  }

  private static Meter updates(
      MeterRegistry target,
      Neighbour neighbour,
      String direction,
      ToDoubleFunction<Neighbour> count) {
    return counter("herd.link.updates", neighbour, count)
        .tag(DIRECTION, direction)
        .description("Updates that went over the link")
        .register(target);
  }

  private static <T> Meter refused(
      MeterRegistry target, String name, T source, ToDoubleFunction<T> count) {
    return FunctionCounter.builder("herd.handshakes.refused", source, count)
        .tag(NEIGHBOUR, name)
        .description("Handshakes that either side refused")
        .register(target);
  }

  private static FunctionCounter.Builder<Neighbour> counter(
      String name, Neighbour neighbour, ToDoubleFunction<Neighbour> count) {
    return FunctionCounter.builder(name, neighbour, count).tag(NEIGHBOUR, neighbour.name());
  }

  private static Gauge.Builder<Neighbour> gauge(
      String name, Neighbour neighbour, ToDoubleFunction<Neighbour> value) {
    return Gauge.builder(name, neighbour, value)
        .strongReference(true)
        .tag(NEIGHBOUR, neighbour.name());
  }
}
