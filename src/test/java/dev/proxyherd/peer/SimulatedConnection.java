package dev.proxyherd.peer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.protocol.At;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A connection that was dialled: what is sent arrives in order, or no more. */
final class SimulatedConnection {
  static final Comparator<SimulatedConnection> BY_AGE =
      Comparator.comparingLong(connection -> connection.number);

  private static final Duration MAX_SLOWNESS = Duration.ofSeconds(3);

  private static final AtomicLong NUMBERS = new AtomicLong();

  final End client;
  final End server;
  private final long number = NUMBERS.incrementAndGet();
  private final SimulatedNetwork network;
  private final long slowness;

  SimulatedConnection(SimulatedNetwork network, String from, String to) {
    this.network = network;
    var simulation = network.simulation;
    slowness = simulation.chance(network.slow) ? simulation.upTo(MAX_SLOWNESS) : 0;
    client = new End(from, to);
    server = new End(to, from);
  }

  boolean isBetween(String one, String other) {
    return (client.self.equals(one) && server.self.equals(other))
        || (client.self.equals(other) && server.self.equals(one));
  }

  private End otherOf(End end) {
    return end == client ? server : client;
  }

  /** Both ends learn at once that it is broken, and nothing more arrives. */
  void breakOff() {
    client.end();
    server.end();
  }

  /** The path from one to the other carries again. */
  void carryOn(String from, String to) {
    for (var end : List.of(client, server)) {
      if (end.self.equals(to) && end.peer.equals(from)) {
        end.carryOn();
      }
    }
  }

  /** One side's socket. */
  final class End implements LinkConnection {
    final String self;
    final String peer;

    /** What has been held up on its way here. */
    private final Deque<Runnable> heldUp = new ArrayDeque<>();

    private LinkSession session;
    private boolean closed;
    private long lastArrival;
    private long heardAt;
    private int onTheirWay;
    private Runnable onArrival = () -> {};
    private Consumer<At> onUpdate = _ -> {};

    @SuppressWarnings("NullAway.Init") // the session is made with its connection
    End(String self, String peer) {
      this.self = self;
      this.peer = peer;
    }

    void attach(LinkSession meaning) {
      session = meaning;
      heardAt = network.simulation.now();
      watch(network.timeout.toNanos());
      network.simulation.after(
          0,
          () -> {
            if (!closed) {
              meaning.opened();
            }
          });
    }

    LinkSession session() {
      return session;
    }

    /** How many segments sent from here have not arrived: a sender waits when they are many. */
    int onTheirWay() {
      return onTheirWay;
    }

    /** Calls back when a segment that was sent from here has arrived. */
    void onArrival(Runnable action) {
      onArrival = action;
    }

    /** Where the updates go that arrive here. */
    void onUpdate(Consumer<At> action) {
      onUpdate = action;
    }

    private void watch(long nanos) {
      network.simulation.after(
          nanos,
          () -> {
            var left = heardAt + network.timeout.toNanos() - network.simulation.now();
            if (!closed && left <= 0) {
              close();
            } else if (!closed) {
              watch(left);
            }
          });
    }

    @Override
    public long now() {
      return network.simulation.now();
    }

    @Override
    public void idleAfter(long nanos) {
      network.simulation.after(
          nanos,
          () -> {
            if (!closed) {
              session.idle();
            }
          });
    }

    @Override
    public void send(byte[] lines) {
      if (closed) {
        return;
      }
      network.traffic.sent(self, peer, lines);
      var split = lines(lines);
      var cut = split.size() > 1 ? network.simulation.random.nextInt(split.size() + 1) : 0;
      transmit(split.subList(0, cut));
      transmit(split.subList(cut, split.size()));
    }

    private void transmit(List<ByteString> lines) {
      if (lines.isEmpty()) {
        return;
      }
      onTheirWay++;
      var other = otherOf(this);
      other.arrive(
          () -> {
            onTheirWay--;
            other.take(lines);
            onArrival.run();
          });
    }

    /** Has a segment arrive here, behind all that were sent before it. */
    private void arrive(Runnable segment) {
      var simulation = network.simulation;
      lastArrival =
          Math.max(lastArrival, simulation.now() + slowness + network.nextDelay(peer, self));
      simulation.after(
          lastArrival - simulation.now(),
          () -> {
            if (network.isBlocked(peer, self) || !heldUp.isEmpty()) {
              heldUp.add(segment);
            } else {
              segment.run();
            }
          });
    }

    private void carryOn() {
      while (!heldUp.isEmpty() && !network.isBlocked(peer, self)) {
        heldUp.remove().run();
      }
    }

    private void take(List<ByteString> lines) {
      heardAt = network.simulation.now();
      for (var line : lines) {
        if (closed) {
          return;
        }
        network.simulation.note(() -> peer + " > " + self + " " + line);
        act(session.line(line));
      }
      if (!closed) {
        session.idle();
      }
    }

    /** As the flow of the peer port does: a failure ends the link before anything else is taken. */
    private void act(Object payload) {
      try {
        switch (payload) {
          case At update -> onUpdate.accept(update);
          case LinkLine(var concerned, var line) -> concerned.handle(line);
          default -> throw new AssertionError(payload);
        }
      } catch (StoreUnavailableException e) {
        session.refuse("cannot take updates for now");
      }
    }

    /** The other end learns it behind what was sent; whoever is dead says so no more. */
    @Override
    public void close() {
      if (!closed) {
        var other = otherOf(this);
        other.arrive(other::end);
        end();
      }
    }

    @Override
    public void closeGently() {
      close();
    }

    /** Vanishes without a word: a machine without power. */
    void vanish() {
      closed = true;
      network.forget(SimulatedConnection.this);
    }

    private void end() {
      if (!closed) {
        closed = true;
        network.forget(SimulatedConnection.this);
        session.closed();
      }
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void provedToBe(String neighbour) {}

    @Override
    public Optional<String> objection(String member) {
      return Optional.empty();
    }

    @Override
    public Optional<String> tlsFailure() {
      return Optional.empty();
    }

    @Override
    public String address() {
      return peer;
    }
  }

  private static List<ByteString> lines(byte[] bytes) {
    var lines = new ArrayList<ByteString>();
    var text = ByteString.wrap(bytes);
    var start = 0;
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(text.slice(start, i));
        start = i + 1;
      }
    }
    return lines;
  }
}
