package dev.proxyherd.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.LineSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How connections end, as observers are told. */
@ExtendWith(OutputCaptureExtension.class)
class LineServerTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);

  /** A line that takes more memory than there is. */
  private static final String HUNGRY = "hungry";

  private final List<CloseReason> ends = new CopyOnWriteArrayList<>();
  private volatile boolean observerBreaks;
  private volatile boolean broken;
  private LineServer server = server(LONG, LONG, LONG);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aClientThatShutsDownOrClosesHasFinished() {
    assertThat(LineSocket.exchange(server.getPort(), "one\ntwo")).isEqualTo("one\ntwo\n");
    LineSocket.connect(server.getPort()).close();
    awaitEnds(CloseReason.FINISHED, CloseReason.FINISHED);
  }

  @Test
  void aResetIsToldAsOne() {
    var client = LineSocket.connect(server.getPort());
    client.ask("one");
    client.reset();
    awaitEnds(CloseReason.RESET);
  }

  @Test
  void tooManyBytesWithoutALineFeed() {
    try (var client = LineSocket.connect(server.getPort())) {
      client.send("x".repeat(3_000));
      assertThat(client.shutdownOutput().readToEnd()).isEqualTo("x".repeat(64) + "\n");
    }
    awaitEnds(CloseReason.LINE_TOO_LONG);
  }

  @Test
  void oneConnectionTooMany() {
    try (var first = LineSocket.connect(server.getPort());
        var second = LineSocket.connect(server.getPort());
        var third = LineSocket.connect(server.getPort())) {
      third.awaitClose();
      awaitEnds(CloseReason.TOO_MANY_CONNECTIONS);
      assertThat(first.ask("one")).isEqualTo("one");
      assertThat(second.ask("two")).isEqualTo("two");
    }
  }

  @Test
  void noMemoryForBuffersEndsTheConnectionThatWantsIt(CapturedOutput output) {
    try (var other = LineSocket.connect(server.getPort());
        var client = LineSocket.connect(server.getPort())) {
      client.send(HUNGRY + "\n").awaitClose();
      awaitEnds(CloseReason.NO_BUFFERS);
      assertThat(other.ask("one")).isEqualTo("one");
    }
    assertThat(output.getAll()).doesNotContain("OutOfMemoryError");
  }

  @Test
  void oneConnectionTooManyOfAnAddress() {
    restart(server(new LineLimits(3, 2, 100, 2_000, LONG, LONG, LONG)));
    try (var first = LineSocket.connect(server.getPort())) {
      try (var second = LineSocket.connect(server.getPort());
          var third = LineSocket.connect(server.getPort())) {
        third.awaitClose();
        awaitEnds(CloseReason.TOO_MANY_FROM_ADDRESS);
        assertThat(first.ask("one")).isEqualTo("one");
        assertThat(second.ask("two")).isEqualTo("two");
        try (var other = LineSocket.connectFrom("127.0.0.2", server.getPort())) {
          assertThat(other.ask("elsewhere")).isEqualTo("elsewhere");
        }
      }
      awaitEnds(CloseReason.TOO_MANY_FROM_ADDRESS, CloseReason.FINISHED, CloseReason.FINISHED);
      assertThat(LineSocket.exchange(server.getPort(), "again")).isEqualTo("again\n");
    }
  }

  @Test
  void aLineThatTakesTooLong() {
    restart(server(SHORT, LONG, LONG));
    try (var client = LineSocket.connect(server.getPort())) {
      client.send("half").awaitClose();
      awaitEnds(CloseReason.LINE_TIMEOUT);
    }
  }

  @Test
  void aClientThatSaysNothingForTooLong() {
    restart(server(LONG, LONG, SHORT));
    try (var client = LineSocket.connect(server.getPort())) {
      client.awaitClose();
      awaitEnds(CloseReason.IDLE_TIMEOUT);
    }
  }

  @Test
  void deadlinesOutliveAnObserverThatBreaks() {
    restart(server(SHORT, LONG, LONG));
    observerBreaks = true;
    try (var client = LineSocket.connect(server.getPort())) {
      client.send("half").awaitClose();
      await().atMost(LONG).until(() -> broken);
    }
    observerBreaks = false;
    try (var client = LineSocket.connect(server.getPort())) {
      client.send("half").awaitClose();
    }
    awaitEnds(CloseReason.LINE_TIMEOUT, CloseReason.LINE_TIMEOUT);
  }

  @Test
  void aStopIsNoError(CapturedOutput output) {
    for (var i = 0; i < 200; i++) {
      restart(server(LONG, LONG, LONG));
      LineSocket.connect(server.getPort()).close();
    }
    assertThat(output.getAll()).doesNotContain("ERROR");
  }

  private void awaitEnds(CloseReason... reasons) {
    await().atMost(LONG).untilAsserted(() -> assertThat(ends).containsExactly(reasons));
    assertThat(server.openConnections()).isLessThanOrEqualTo(2);
  }

  private void restart(LineServer other) {
    server.stop();
    server = other;
    server.start();
  }

  private LineServer server(Duration line, Duration write, Duration idle) {
    return server(new LineLimits(2, 0, 100, 2_000, line, write, idle));
  }

  private LineServer server(LineLimits limits) {
    var observer =
        new LineObserver() {
          @Override
          public void received(LineConnection connection, ByteString line) {
            if (line.toString().equals(HUNGRY)) {
              throw new OutOfMemoryError("no direct memory: on purpose");
            }
          }

          @Override
          public void closed(LineConnection connection, CloseReason reason) {
            ends.add(reason);
            if (observerBreaks) {
              broken = true;
              throw new IllegalStateException("broken on purpose");
            }
          }
        };
    return EchoServer.of(limits, observer);
  }
}
