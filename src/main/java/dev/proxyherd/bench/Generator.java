package dev.proxyherd.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread's share of the load: an event loop over its connections. Only {@link #stop} and what
 * is read of its tallies are for other threads.
 */
final class Generator {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Settings settings;
  private final List<Target> targets;
  private final Workload workload;
  private final int index;
  private final Window window;
  private final Selector selector;
  private final Map<Target, Tally> tallies = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private final EpochClock clock = new EpochClock(InstantSource.system());
  private final Consumer<SelectionKey> turn = this::turn;
  private volatile boolean stopped;
  private boolean sending = true;
  private long nextLook = System.nanoTime();
  private long unsent;

  /**
   * @param index of the thread, from 0
   */
  Generator(Settings settings, List<Target> targets, Workload workload, int index, Window window)
      throws IOException {
    this.settings = settings;
    this.targets = targets;
    this.workload = workload;
    this.index = index;
    this.window = window;
    selector = Selector.open();
    targets.forEach(target -> tallies.put(target, new Tally(window)));
  }

  /** Opens its connections: they are dealt to threads, and to servers, in turn. */
  void connect() {
    var buffers = new Buffers(settings.inFlight());
    for (var i = index; i < settings.connections() && !stopped; i += settings.threads()) {
      var target = targets.get(i % targets.size());
      var clients = ClientRange.of(settings, i);
      try {
        connections.add(
            new Connection(
                target,
                workload.open(target, clients, settings.inFlight()),
                settings.inFlight(),
                tally(target),
                buffers,
                selector));
      } catch (IOException e) {
        throw new BenchFailure(
            "cannot connect to %s: %s (connection %d of %d)"
                .formatted(target, e.getMessage(), i + 1, settings.connections()));
      }
    }
  }

  /** Says once of each client where it is, so that what is measured is updates. */
  void introduce() throws IOException {
    for (var connection : connections) {
      connection.keep(Pace.OF_REPLIES);
      connection.allow(connection.clients());
      send(connection);
    }
    awaitReplies();
  }

  /** Keeps up the load until the window closes; then waits for what is in flight. */
  void generate() throws IOException {
    if (settings.perSecond() == 0) {
      generateFast();
    } else {
      generateSteadily(System.nanoTime());
    }
    sending = false;
    awaitReplies();
  }

  private void generateFast() throws IOException {
    for (var connection : connections) {
      connection.keep(Pace.OF_REPLIES);
      connection.allow(Long.MAX_VALUE);
      send(connection);
    }
    while (!stopped && !window.isClosed()) {
      select();
    }
  }

  /** The connections of all threads take turns, at equal intervals. */
  private void generateSteadily(long start) throws IOException {
    var interval = (double) TimeUnit.SECONDS.toNanos(1) / settings.perSecond();
    var turns = new Pace(start + (long) (interval * index), interval * settings.threads());
    for (var i = 0; i < connections.size(); i++) {
      connections
          .get(i)
          .keep(new Pace(turns.due(i, start), turns.periodNanos() * connections.size()));
    }
    var taken = 0L;
    try (var _ = new Metronome(turns, selector)) {
      while (!stopped && !window.isClosed()) {
        var now = System.nanoTime();
        for (; turns.due(taken, now) <= now; taken++) {
          var connection = connections.get((int) (taken % connections.size()));
          connection.allow(1);
          send(connection);
        }
        select();
      }
    }
    if (window.isClosed()) {
      for (; turns.due(taken, 0) < window.until(); taken++) {
        connections.get((int) (taken % connections.size())).allow(1);
      }
      connections.forEach(connection -> unsent += connection.countUnsent(window.until()));
    }
  }

  private void send(Connection connection) {
    connection.send(System.nanoTime(), clock.nanos());
  }

  /** A connection that has had a reply has sent what was left: once idle, it has nothing left. */
  private void awaitReplies() throws IOException {
    while (!stopped && !allIdle()) {
      select();
    }
  }

  private boolean allIdle() {
    for (var connection : connections) {
      if (!connection.isIdle()) {
        return false;
      }
    }
    return true;
  }

  /** Waits until a connection is ready or it is woken, and serves those that are. */
  private void select() throws IOException {
    selector.select(turn, LOOK_EVERY.toMillis());
    var now = System.nanoTime();
    if (now - nextLook >= 0) {
      nextLook = now + LOOK_EVERY.toNanos();
      connections.forEach(connection -> connection.demandProgress(now, settings.timeout()));
    }
  }

  private void turn(SelectionKey key) {
    ((Connection) key.attachment()).turn(sending && !window.isClosed(), clock.nanos());
  }

  /** Has it end soon, from any thread. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }

  Tally tally(Target target) {
    return Objects.requireNonNull(tallies.get(target));
  }

  /** Requests that were due in the window and not sent when it closed. */
  long unsent() {
    return unsent;
  }

  void close() throws IOException {
    connections.forEach(Connection::close);
    selector.close();
  }
}
