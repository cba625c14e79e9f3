package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.Seeds;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of a server that is drained: every line that arrived in time is answered. */
class DrainTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int ROUNDS = 15;

  private final List<CloseReason> ends = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
  private LineServer server = server();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void wholeLinesAreAnsweredAndHalfALineIsNot() {
    try (var client = LineSocket.connect(server.getPort())) {
      var lines = "1\n2\n3\n4\n5\n";
      client.send(lines + "hal");
      var drained = drain(LONG);
      assertThat(client.readToEnd()).isEqualTo(lines);
      client.shutdownOutput();
      assertThat(drained.join()).isEqualTo(new Drained(1, 0));
    }
    assertThat(ends).containsExactly(CloseReason.DRAINED);
    assertThat(taken).doesNotContainKey("h");
  }

  @Test
  void idleConnectionsAreEndedWithoutAReset() {
    var idle = connect(20);
    idle.forEach(client -> client.ask("one"));
    var drained = drain(LONG);
    for (var client : idle) {
      assertThat(client.readToEnd()).isEmpty();
      client.close();
    }
    assertThat(drained.join()).isEqualTo(new Drained(20, 0));
    assertThat(ends).containsOnly(CloseReason.DRAINED).hasSize(20);
  }

  @Test
  void whatCrossesTheEndIsThrownAway() {
    try (var client = LineSocket.connect(server.getPort())) {
      client.ask("before");
      var drained = drain(LONG);
      assertThat(client.readToEnd()).isEmpty();
      client.sendLine("crossing").shutdownOutput();
      assertThat(drained.join()).isEqualTo(new Drained(1, 0));
    }
    assertThat(taken).doesNotContainKey("c");
  }

  @Test
  void aClientThatStaysIsNotWaitedForLong() {
    try (var client = LineSocket.connect(server.getPort())) {
      client.ask("one");
      assertThat(drain(LONG).join()).isEqualTo(new Drained(1, 0));
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void nobodyIsLetIn() {
    drain(LONG).join();
    assertThatThrownBy(() -> LineSocket.connect(server.getPort()))
        .hasRootCauseInstanceOf(ConnectException.class);
  }

  /** None of them ever stops knocking, so that the port would never be found quiet. */
  @Test
  void clientsThatComeBackAtOnceDoNotKeepThePortOpen() throws Exception {
    try (var threads = platformThreads()) {
      var visits = new ArrayList<Future<Integer>>();
      for (var i = 0; i < 4; i++) {
        visits.add(threads.submit(this::visitForEver));
      }
      await().until(() -> taken("v") > 100);
      assertThat(drain(LONG).join().cut()).isZero();
      for (var each : visits) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private int visitForEver() {
    for (var visits = 0; ; visits++) {
      try (var client = LineSocket.connect(server.getPort())) {
        client.sendLine("v").readLine();
      } catch (UncheckedIOException e) {
        return visits; // refused
      } catch (AssertionError e) {
        // ended before the line had arrived
      }
    }
  }

  @Test
  void aClientThatDoesNotReadIsCut() {
    try (var threads = platformThreads();
        var deaf = LineSocket.connect(server.getPort(), 4 * 1024)) {
      threads.execute(() -> sendForEver(deaf, "d".repeat(99) + "\n"));
      await().pollInterval(SHORT).until(new Standstill()::isThere);
      assertThat(drain(SHORT).join()).isEqualTo(new Drained(0, 1));
    }
    assertThat(ends).containsExactly(CloseReason.CLOSED_HERE);
  }

  @Test
  void aClientThatSendsWithoutEndIsAnsweredUpToAPoint() throws Exception {
    try (var threads = platformThreads();
        var client = LineSocket.connect(server.getPort())) {
      threads.execute(() -> sendForEver(client, "e\n".repeat(10)));
      var replies = threads.submit(() -> lines(client.readToEnd()));
      await().until(() -> taken("e") > 1_000);
      assertThat(drain(LONG).join()).isEqualTo(new Drained(1, 0));
      assertThat(replies.get()).isEqualTo(taken("e"));
    }
  }

  /** A line may be arriving, or be in any hands, at the moment when the drain looks for it. */
  @Test
  void everyLineThatWasThereBeforeIsAnswered() {
    var random = Seeds.random();
    for (var round = 0; round < ROUNDS; round++) {
      var clients = connect(20);
      clients.forEach(client -> client.ask("warm"));
      for (var client : clients) {
        client.send("x\n".repeat(1 + random.nextInt(3)) + "y".repeat(random.nextInt(2)));
      }
      var drained = drain(LONG);
      for (var client : clients) {
        assertThat(client.readToEnd()).startsWith("x\n").doesNotContain("y");
        client.close();
      }
      assertThat(drained.join()).isEqualTo(new Drained(20, 0));
      restart();
    }
  }

  /** Clients in full swing: what was taken is answered, what was not answered was not taken. */
  @Test
  void noLineIsTakenWithoutAnAnswer() throws Exception {
    var random = Seeds.random();
    for (var round = 0; round < ROUNDS; round++) {
      taken.clear();
      var clients = connect(10);
      try (var threads = platformThreads()) {
        var replies = new ArrayList<Future<Integer>>();
        for (var i = 0; i < clients.size(); i++) {
          var client = clients.get(i);
          var block = name(i) + "\n";
          var lines = 1 + random.nextInt(50);
          replies.add(threads.submit(() -> converse(client, block.repeat(lines), lines)));
        }
        await().until(() -> taken.size() == clients.size());
        assertThat(drain(LONG).join()).isEqualTo(new Drained(clients.size(), 0));
        for (var i = 0; i < clients.size(); i++) {
          assertThat(replies.get(i).get()).isEqualTo(taken(name(i)));
        }
      } finally {
        clients.forEach(LineSocket::close);
      }
      restart();
    }
  }

  private static String name(int client) {
    return "" + (char) ('a' + client);
  }

  /** Sends block after block, and returns how many replies there were when the server ended it. */
  private static int converse(LineSocket client, String block, int lines) {
    var replies = 0;
    try (client) {
      while (true) {
        client.send(block);
        for (var i = 0; i < lines; i++) {
          client.readLine();
          replies++;
        }
      }
    } catch (UncheckedIOException | AssertionError e) {
      return replies; // at the end of the stream
    }
  }

  private CompletableFuture<Drained> drain(Duration limit) {
    return CompletableFuture.supplyAsync(() -> server.drain(limit));
  }

  private void restart() {
    server.stop();
    server = server();
    server.start();
  }

  private List<LineSocket> connect(int count) {
    var clients = new ArrayList<LineSocket>();
    for (var i = 0; i < count; i++) {
      clients.add(LineSocket.connect(server.getPort()));
    }
    return clients;
  }

  private int taken(String first) {
    var count = taken.get(first);
    return count == null ? 0 : count.get();
  }

  /** Whether lines were taken, and none since the last look. */
  private final class Standstill {
    private int before;

    boolean isThere() {
      var last = before;
      before = taken("d");
      return last > 0 && before == last;
    }
  }

  private static void sendForEver(LineSocket client, String block) {
    try {
      while (true) {
        client.send(block);
      }
    } catch (UncheckedIOException e) {
      // closed
    }
  }

  private static int lines(String text) {
    assertThat(text).endsWith("\n");
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static ExecutorService platformThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory());
  }

  private LineServer server() {
    var observer =
        new LineObserver() {
          @Override
          public void received(LineConnection connection, ByteString line) {
            taken
                .computeIfAbsent(line.toString().substring(0, 1), _ -> new AtomicInteger())
                .incrementAndGet();
          }

          @Override
          public void closed(LineConnection connection, CloseReason reason) {
            ends.add(reason);
          }
        };
    return EchoServer.of(new LineLimits(100, 0, 100, 2_000, LONG, LONG, LONG), observer);
  }
}
