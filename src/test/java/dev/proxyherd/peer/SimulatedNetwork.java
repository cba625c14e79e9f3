package dev.proxyherd.peer;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lies between members: paths with a delay of their own, each way, which lose segments (as TCP
 * shows it: they come late, and all behind them), or carry nothing at all, or break connections.
 */
final class SimulatedNetwork {
  /** Who answers when a member is dialled. */
  interface Listener {
    /** The meaning of a connection that has come in; null when nobody is there. */
    @Nullable LinkSession accept(SimulatedConnection.End end);
  }

  /** Who looks on at what is carried. */
  interface Traffic {
    /** One side of a connection sends whole lines. */
    default void sent(String from, String to, byte[] lines) {}

    /** A member has taken what a neighbour sent. */
    default void taken(String by, String from, ClientLocation update, Outcome outcome) {}
  }

  private record Path(String from, String to) {}

  final Simulation simulation;
  final Duration timeout;
  private final Map<String, Listener> listeners = new HashMap<>();
  private final Map<Path, Long> delays = new HashMap<>();
  private final Set<Path> blocked = new HashSet<>();
  private final Set<SimulatedConnection> connections = new LinkedHashSet<>();

  /** The share of segments that are lost, and sent again. */
  double loss;

  /**
   * The share of connections that are slow: what was sent on one may arrive behind the next one's.
   */
  double slow;

  /** What a path takes usually is anything up to this, the same for all that it carries. */
  Duration usualDelay = Duration.ofMillis(2);

  /** What a segment takes longer is anything up to this. */
  Duration jitter = Duration.ofMillis(1);

  /** More segments than these on their way fill the buffers of the network. */
  int window = 8;

  Traffic traffic = new Traffic() {};

  SimulatedNetwork(Simulation simulation, Duration timeout) {
    this.simulation = simulation;
    this.timeout = timeout;
  }

  void listen(String member, Listener listener) {
    listeners.put(member, listener);
  }

  /** Dials; calls back with the dialler's end, or with null when nobody answers. */
  void dial(
      String from,
      String to,
      Function<SimulatedConnection.End, LinkSession> session,
      Consumer<SimulatedConnection.@Nullable End> onAnswer) {
    var roundTrip = delay(from, to) + delay(to, from);
    simulation.after(
        roundTrip,
        () -> {
          if (isBlocked(from, to) || isBlocked(to, from)) {
            simulation.after(timeout.toNanos(), () -> onAnswer.accept(null));
            return;
          }
          var connection = new SimulatedConnection(this, from, to);
          var accepted = Objects.requireNonNull(listeners.get(to)).accept(connection.server);
          if (accepted == null) {
            onAnswer.accept(null);
            return;
          }
          connections.add(connection);
          connection.client.attach(session.apply(connection.client));
          connection.server.attach(accepted);
          onAnswer.accept(connection.client);
        });
  }

  void forget(SimulatedConnection connection) {
    connections.remove(connection);
  }

  /** Carries nothing any more in this direction, without a word. */
  void block(String from, String to) {
    blocked.add(new Path(from, to));
  }

  /** Carries again; what was sent meanwhile is sent again. */
  void unblock(String from, String to) {
    if (blocked.remove(new Path(from, to))) {
      Set.copyOf(connections).stream()
          .sorted(SimulatedConnection.BY_AGE)
          .forEach(connection -> connection.carryOn(from, to));
    }
  }

  void unblockAll() {
    var all = Set.copyOf(blocked).stream().sorted((a, b) -> a.toString().compareTo(b.toString()));
    all.forEach(path -> unblock(path.from(), path.to()));
  }

  boolean isBlocked(String from, String to) {
    return blocked.contains(new Path(from, to));
  }

  /** Breaks the connections between two members; both learn it at once. */
  void reset(String one, String other) {
    for (var connection : connections.stream().sorted(SimulatedConnection.BY_AGE).toList()) {
      if (connection.isBetween(one, other)) {
        connection.breakOff();
      }
    }
  }

  /** How long the next segment takes. */
  long nextDelay(String from, String to) {
    var delay = delay(from, to) + simulation.upTo(jitter);
    var again = Duration.ofMillis(200).toNanos();
    while (simulation.chance(loss)) {
      delay += again;
      again *= 2;
    }
    return delay;
  }

  private long delay(String from, String to) {
    return delays.computeIfAbsent(
        new Path(from, to), _ -> simulation.random.nextLong(usualDelay.toNanos()));
  }

  void setDelay(String from, String to, Duration delay) {
    delays.put(new Path(from, to), delay.toNanos());
  }
}
