package dev.proxyherd.testing;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Clients that report to members at random for as long as a fault lasts, and remember what was
 * acknowledged. They leave a member that does not answer alone for a while.
 */
public final class Reporters implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long AVOID_NANOS = Duration.ofSeconds(2).toNanos();
  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * Between two updates of a thread: while a test waits for more of them and when the fault sets in
   * that it waited for, and otherwise, so that members that start have the processors.
   */
  private static final long SHORT_PAUSE_NANOS = 1_000_000;

  private static final long PAUSE_NANOS = 5_000_000;
  private static final long HURRY_NANOS = 500_000_000;
  private static final int THREADS = 2;
  private static final int CLIENTS_A_THREAD = 50;

  private final Supplier<? extends List<? extends Door>> members;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final ConcurrentMap<String, Report> acknowledged = new ConcurrentHashMap<>();
  private volatile long goal;
  private volatile long hurryUntil = System.nanoTime();
  private volatile boolean running = true;

  /** Where clients come in. */
  public interface Door {
    /** Whether it is worth trying. */
    boolean isListening();

    InetSocketAddress clientAddress();
  }

  /**
   * An update and the answer to it.
   *
   * @param time in nanoseconds since 1970
   * @param line the whole AT line
   */
  public record Report(long time, String line) {}

  private Reporters(
      Supplier<? extends List<? extends Door>> members, String prefix, Random random) {
    this.members = members;
    for (var i = 0; i < THREADS; i++) {
      var clients = prefix + "-" + i + "-";
      var own = new Random(random.nextLong());
      threads.add(Thread.ofPlatform().name(clients).start(() -> new Reporter(clients, own).run()));
    }
  }

  /**
   * Begins to report.
   *
   * @param members those that run, asked each time
   * @param prefix of the clients' names, which nobody else uses meanwhile
   */
  public static Reporters start(
      Supplier<? extends List<? extends Door>> members, String prefix, Random random) {
    return new Reporters(members, prefix, random);
  }

  /** Waits until this many more updates have been acknowledged. */
  public Reporters awaitMore(int updates) {
    goal = count.get() + updates;
    await().atMost(SOON).until(() -> count.get() >= goal);
    return this;
  }

  /** How many updates have been answered with {@code ?} so far. */
  public long refused() {
    return refused.get();
  }

  private long pauseNanos() {
    var now = System.nanoTime();
    if (count.get() < goal) {
      hurryUntil = now + HURRY_NANOS;
    }
    return now - hurryUntil < 0 ? SHORT_PAUSE_NANOS : PAUSE_NANOS;
  }

  /** Ends it. */
  public void stop() {
    running = false;
    try {
      for (var thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The newest that was acknowledged of each client. */
  public Map<String, Report> acknowledged() {
    return new HashMap<>(acknowledged);
  }

  /**
   * A location that belongs to this time and no other, so that a mixed-up record shows: in the
   * Atlantic, where no places are, so that to ask costs little.
   */
  static String location(long time) {
    var digits = (time / 1000) % 1_000_000;
    return "+30.%06d-040.%06d".formatted(digits, 999_999 - digits);
  }

  static String text(long time) {
    return "%d.%09d".formatted(time / 1_000_000_000, time % 1_000_000_000);
  }

  @Override
  public void close() {
    stop();
  }

  /** One thread: its clients, and a connection to each member. */
  private final class Reporter {
    private final String clients;
    private final Random random;
    private final Map<InetSocketAddress, LineSocket> connections = new HashMap<>();
    private final Map<InetSocketAddress, Long> failedAt = new HashMap<>();
    private long lastTime;

    Reporter(String clients, Random random) {
      this.clients = clients;
      this.random = random;
    }

    void run() {
      while (running) {
        var present = members.get();
        if (!present.isEmpty()) {
          report(present.get(random.nextInt(present.size())));
        }
        LockSupport.parkNanos(pauseNanos());
      }
      connections.values().forEach(LineSocket::close);
    }

    private void report(Door member) {
      var client = clients + random.nextInt(CLIENTS_A_THREAD);
      var now = System.currentTimeMillis() * 1_000_000;
      lastTime = Math.max(lastTime + 1000, now);
      if (!member.isListening()) {
        return;
      }
      var address = member.clientAddress();
      var failed = failedAt.get(address);
      if (failed != null && System.nanoTime() - failed < AVOID_NANOS) {
        return;
      }
      try {
        var connection =
            connections.computeIfAbsent(address, there -> LineSocket.connect(there, PATIENCE));
        var answer =
            connection.ask("IAMAT " + client + " " + location(lastTime) + " " + text(lastTime));
        if (answer.startsWith("AT ")) {
          acknowledged.put(client, new Report(lastTime, answer));
          count.incrementAndGet();
        } else {
          refused.incrementAndGet();
        }
      } catch (UncheckedIOException | AssertionError e) {
        failedAt.put(address, System.nanoTime());
        var broken = connections.remove(address);
        if (broken != null) {
          broken.close();
        }
      }
    }
  }
}
