package dev.proxyherd.peer;

import dev.proxyherd.command.ClockBound;
import dev.proxyherd.command.ClockBounds;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.location.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member in virtual time: the same store, handshake, sessions and resumption as a real one, on a
 * simulated disk, clock and network. A process of it can be killed; the disk stays.
 */
final class SimulatedMember implements InstantSource {
  static final Duration MAX_AHEAD = Duration.ofSeconds(30);

  private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
  private static final Instant BEGINNING = Instant.ofEpochSecond(1_600_000_000);
  private static final Handshake HANDSHAKE = new Handshake("a secret for simulations");

  final String name;
  final SimulatedDisk disk;
  private final List<String> neighbourNames;
  private final SimulatedNetwork network;
  private final Simulation simulation;
  private final Retention retention;
  private Duration skew = Duration.ZERO;
  private long room = Long.MAX_VALUE;
  private boolean shortOfRoom;
  private @Nullable Life life;
  private long sentByThoseBefore;

  private static final class Life {
    final LocationStore store;
    final Neighbours neighbours;
    final List<SimulatedLink> links = new ArrayList<>();
    final List<SimulatedConnection.End> accepted = new ArrayList<>();

    Life(String self, List<String> names, LocationStore store) {
      this.store = store;
      this.neighbours = new Neighbours(self, names, store, Leases.OF_ONE_PROCESS);
    }
  }

  SimulatedMember(
      String name, List<String> neighbourNames, SimulatedNetwork network, Retention retention) {
    this.name = name;
    this.neighbourNames = neighbourNames;
    this.network = network;
    this.retention = retention;
    this.simulation = network.simulation;
    this.disk = new SimulatedDisk(simulation);
    network.listen(name, this::accept);
  }

  @Override
  public Instant instant() {
    return BEGINNING.plusNanos(simulation.now()).plus(skew);
  }

  void setClock(Duration wrongBy) {
    skew = wrongBy;
  }

  /** How many clients its next process has room for. */
  void setRoom(long clients) {
    room = clients;
  }

  /** Whether the process that runs has room for a few clients only. */
  boolean isShortOfRoom() {
    return shortOfRoom;
  }

  boolean isAlive() {
    return life != null;
  }

  void start() {
    var started =
        new Life(
            name,
            neighbourNames,
            new RecordStore(this, disk, retention, new Capacity(room, Long.MAX_VALUE)));
    shortOfRoom = room < Long.MAX_VALUE;
    life = started;
    for (var neighbour : started.neighbours.all()) {
      var terms =
          new SenderSession.Terms(
              started.neighbours, neighbour, started.store, HANDSHAKE, network.timeout);
      var backOff = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5), simulation.random);
      started.links.add(new SimulatedLink(network, terms, backOff));
    }
    started.links.forEach(SimulatedLink::start);
    if (!retention.equals(Retention.FOREVER)) {
      sweep(started);
    }
  }

  private void sweep(Life swept) {
    if (life == swept) {
      try {
        swept.store.sweep();
      } catch (StoreUnavailableException e) {
        // the next sweep may find a disk that works
      }
      simulation.after(SWEEP_EVERY.toNanos(), () -> sweep(swept));
    }
  }

  private @Nullable LinkSession accept(SimulatedConnection.End end) {
    var running = life;
    if (running == null) {
      return null;
    }
    running.accepted.add(end);
    end.onUpdate(
        update -> {
          var outcome = running.store.offer(update.location(), update.receipt());
          network.traffic.taken(name, end.peer, update.location(), outcome);
        });
    var clock = ClockBounds.of(this, MAX_AHEAD);
    return new ReceiverSession(
        end,
        running.neighbours,
        running.store,
        HANDSHAKE,
        new Postponed(running.store::hasRoomFor, clock, ClockBounds.counts(), network.timeout));
  }

  /**
   * The process dies.
   *
   * @param silently with its whole machine, so that nobody is told
   */
  void kill(boolean silently) {
    var dying = life;
    if (dying != null) {
      life = null;
      sentByThoseBefore += dying.links.stream().mapToLong(SimulatedLink::sent).sum();
      dying.links.forEach(link -> link.kill(silently));
      for (var end : dying.accepted) {
        if (silently) {
          end.vanish();
        } else {
          end.close();
        }
      }
    }
  }

  /**
   * A client says where it is; empty when that is refused.
   *
   * @param tick of the client's clock: the longer it is, the more reports have the same time
   */
  Optional<ClientLocation> report(
      String client, String location, Duration clientClockWrongBy, Duration tick) {
    var running = life;
    var now = Timestamps.now(this);
    var exact = now + clientClockWrongBy.toNanos();
    var time = exact - exact % tick.toNanos();
    ClockBound clock = ClockBounds.of(this, MAX_AHEAD);
    if (running == null || clock.isTooFarAhead(time, now)) {
      return Optional.empty();
    }
    var record =
        new ClientLocation(
            ByteString.of(name),
            Timestamps.renderDifference(now - time),
            ByteString.of(client),
            ByteString.of(location),
            ByteString.of(time / 1_000_000_000 + "." + "%09d".formatted(time % 1_000_000_000)));
    try {
      var outcome = running.store.offer(record);
      var refused = outcome == Outcome.EXPIRED || outcome == Outcome.FULL;
      return refused ? Optional.empty() : Optional.of(record);
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  /** An operator has a client forgotten; gives what is held of it then, or empty when refused. */
  Optional<ClientLocation> forget(String client) {
    var running = life;
    if (running == null) {
      return Optional.empty();
    }
    try {
      ClockBounds.forgetting(name, running.store, ClockBounds.of(this, MAX_AHEAD)).forget(client);
      return disk.find(ByteString.of(client));
    } catch (StoreUnavailableException e) {
      return Optional.empty();
    }
  }

  /** All that it holds, oldest change first. */
  List<ClientLocation> contents() {
    var held = new ArrayList<ClientLocation>();
    var now = life;
    if (now != null) {
      try (var feed = now.store.feed(0, "")) {
        for (var next = feed.next(1000); !next.isEmpty(); next = feed.next(1000)) {
          next.forEach(change -> held.add(change.location()));
        }
      }
    }
    held.sort(java.util.Comparator.comparing(ClientLocation::client));
    return held;
  }

  /** How many updates its processes have sent to neighbours. */
  long sent() {
    var now = life;
    return sentByThoseBefore
        + (now == null ? 0 : now.links.stream().mapToLong(SimulatedLink::sent).sum());
  }

  /** Whether all its links are up and every neighbour has taken all that it has. */
  boolean isQuiet() {
    var now = life;
    return now != null
        && now.neighbours.all().stream()
            .allMatch(
                neighbour ->
                    neighbour.outgoing() == LinkState.UP
                        && neighbour.acknowledged() >= now.store.lastChange());
  }
}
