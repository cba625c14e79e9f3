package dev.proxyherd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a wire does what tests of faults rely on: with an echo at its end. */
class WireTest {
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private @SuppressWarnings("NullAway.Init") ServerSocket echo;
  private @SuppressWarnings("NullAway.Init") Wire wire;
  private final AtomicInteger ended = new AtomicInteger();

  @BeforeEach
  void lay() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    wire = new Wire(echo::getLocalPort);
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void take() throws IOException {
    wire.close();
    echo.close();
  }

  @Test
  void carriesBothWaysAndCounts() {
    try (var client = dial()) {
      assertThat(client.ask("AT one")).isEqualTo("AT one");
      assertThat(client.ask("MARK 1")).isEqualTo("MARK 1");
      assertThat(wire.carried()).isEqualTo("AT one\nMARK 1\n".length());
      assertThat(wire.updates()).isOne();
      assertThat(wire.dials()).isOne();
    }
  }

  @Test
  void aCutEndsWhatIsThereAndWhatIsDialled() {
    try (var client = dial()) {
      client.ask("hello");
      wire.cut();
      client.awaitClose();
      try (var second = dial()) {
        second.awaitClose();
      }
      wire.heal();
      try (var third = dial()) {
        assertThat(third.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void aBlackHoleTellsNobodyAndGivesBackWhatItTook() {
    try (var client = dial()) {
      client.ask("hello");
      wire.blackHole();
      client.sendLine("lost?");
      try (var second = dial()) {
        second.sendLine("nobody?");
        assertNothingArrives(client);
        assertNothingArrives(second);
        wire.heal();
        assertThat(client.readLine()).isEqualTo("lost?");
        assertThat(second.readLine()).isEqualTo("nobody?");
      }
    }
  }

  @Test
  void oneWayOfAWireMayBeABlackHole() {
    try (var client = dial()) {
      client.ask("hello");
      wire.blackHoleBack();
      client.sendLine("there");
      await().until(() -> wire.carried() == "hello\nthere\n".length());
      assertNothingArrives(client);
      wire.heal();
      assertThat(client.readLine()).isEqualTo("there");
    }
  }

  @Test
  void newsOfAnEndIsLostInABlackHoleToo() {
    var client = dial();
    client.ask("hello");
    wire.blackHole();
    client.close();
    await().during(A_WHILE).until(() -> ended.get() == 0);
    wire.heal();
    await().until(() -> ended.get() == 1);
  }

  @Test
  void aStormResetsDialAfterDialAndPasses() {
    wire.resetStorm(5);
    for (var i = 0; i < 5; i++) {
      try (var client = dial()) {
        assertThatThrownBy(
                () -> {
                  for (var sent = 0; sent < 1000; sent++) {
                    client.ask("a line");
                  }
                })
            .isInstanceOfAny(UncheckedIOException.class, AssertionError.class);
      }
    }
    assertThat(wire.isCalm()).isTrue();
    try (var client = dial()) {
      assertThat(client.ask("hello")).isEqualTo("hello");
    }
  }

  @Test
  void aNarrowWireTakesItsTime() {
    wire.bandwidth(2000);
    try (var client = dial()) {
      var begin = System.nanoTime();
      assertThat(client.ask("x".repeat(1000))).hasSize(1000);
      assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(400).toNanos());
    }
  }

  private LineSocket dial() {
    return LineSocket.connect(wire.entry().getPort());
  }

  private static void assertNothingArrives(LineSocket client) {
    await().during(A_WHILE).until(client::isQuiet);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var socket = echo.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // the wire has gone
    } finally {
      ended.incrementAndGet();
    }
  }
}
