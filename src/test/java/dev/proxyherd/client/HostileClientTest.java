package dev.proxyherd.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.Seeds;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Whatever a client does: the member goes on answering others, forgets the connection, and has no
 * stack trace to show for it.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MAX_CONNECTIONS = 320;
  private static final int MEBIBYTE = 1024 * 1024;

  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    member =
        Member.start(
            "herd.client.line-timeout=2s",
            "herd.client.write-timeout=500ms",
            "herd.client.max-connections=" + MAX_CONNECTIONS);
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @AfterEach
  void theMemberIsAsBefore(CapturedOutput output) {
    awaitConnections(0);
    assertThat(member.exchange(Member.IAMAT + "\n")).isEqualTo(Member.AT + "\n");
    awaitConnections(0);
    assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("Exception");
  }

  @Test
  void aMebibyteWithoutALineFeedIsAnsweredAndTheConnectionClosed() {
    try (var client = member.connect()) {
      client.send("x".repeat(MEBIBYTE + 1));
      assertThat(client.readToEnd()).isEqualTo("? " + "x".repeat(64) + "...\n");
    }
  }

  @Test
  void aLongLineOfLessThanAMebibyteIsOneOfMany() {
    try (var client = member.connect()) {
      client.send("x".repeat(MEBIBYTE - 1) + "\n");
      assertThat(client.readLine()).isEqualTo("? " + "x".repeat(64) + "...");
      assertThat(client.ask(Member.IAMAT)).isEqualTo(Member.AT);
    }
  }

  @Test
  void anEndlessLineEnds() {
    try (var client = member.connect()) {
      sendUntilItBreaks(client, "x".repeat(MEBIBYTE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Member.IAMAT, "WHATSAT kiwi.cs.ucla.edu 10 5", "what"})
  void aClientMayResetInMidPipeline(String command) {
    for (var i = 0; i < 20; i++) {
      var client = member.connect();
      client.ask(Member.IAMAT);
      client.send((command + "\n").repeat(1_000)).readLine();
      client.reset();
    }
  }

  @Test
  void aClientMayResetWhileItsPlacesAreLookedUp() {
    var places = new SlowPlaces();
    try (var client = member.connect()) {
      client.ask(Member.IAMAT);
      member.places(places);
      client.send("WHATSAT kiwi.cs.ucla.edu 10 5\n".repeat(100));
      places.awaitQuestion();
      client.reset();
      places.answer();
      awaitConnections(0);
    } finally {
      member.reset();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Member.IAMAT, "WHATSAT kiwi.cs.ucla.edu 10 5", "what"})
  void aClientThatNeverReadsIsClosedAndHoldsUpNobody(String command) {
    try (var deaf = LineSocket.connect(member.port(), 4 * 1024);
        var other = member.connect()) {
      deaf.ask(Member.IAMAT);
      sendUntilItBreaks(deaf, (command + "\n").repeat(1_000));
      awaitConnections(1);
      assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
    }
  }

  @Test
  void aClientThatWaitsInMidLineIsClosedAndOneThatSaysNothingIsNot() {
    try (var idle = member.connect();
        var waiting = member.connect()) {
      assertThat(waiting.send(Member.IAMAT + "\nIAMAT ki").readLine()).isEqualTo(Member.AT);
      waiting.awaitClose();
      assertThat(idle.ask(Member.IAMAT)).isEqualTo(Member.AT);
    }
  }

  @Test
  void aByteNowAndThenDoesNotKeepALineOpen() {
    try (var client = member.connect()) {
      awaitConnections(1);
      await().atMost(PATIENCE).until(() -> !isSent(client, "x") || member.openConnections() == 0);
    }
  }

  @Test
  void threeHundredIdleConnectionsCostNobodyAnything() {
    var idle = connect(300);
    awaitConnections(300);
    assertThat(member.exchange(Member.IAMAT + "\n")).isEqualTo(Member.AT + "\n");
    for (var client : idle) {
      assertThat(client.ask("still there?")).isEqualTo("? still there?");
    }
    idle.forEach(LineSocket::close);
  }

  @Test
  void oneConnectionTooManyIsClosedAndLaterOnesAreTakenAgain() {
    var clients = connect(MAX_CONNECTIONS);
    awaitConnections(MAX_CONNECTIONS);
    for (var i = 0; i < 10; i++) {
      try (var refused = member.connect()) {
        refused.awaitClose();
      }
    }
    awaitConnections(MAX_CONNECTIONS);
    for (var client : clients) {
      assertThat(client.ask("what")).isEqualTo("? what");
    }
    clients.removeFirst().close();
    awaitConnections(MAX_CONNECTIONS - 1);
    assertThat(member.exchange("what")).isEqualTo("? what\n");
    clients.forEach(LineSocket::close);
  }

  @Test
  void rubbishIsEchoedByteForByte() {
    var random = Seeds.random();
    for (var round = 0; round < 20; round++) {
      var bytes = new byte[10_000];
      random.nextBytes(bytes);
      var rubbish = new String(bytes, ISO_8859_1).replaceAll("\n+$", "") + "\n";
      var echo = "? " + rubbish.substring(0, rubbish.length() - 1).replace("\n", "\n? ") + "\n";
      try (var client = member.connect()) {
        client.send(rubbish.getBytes(ISO_8859_1)).shutdownOutput();
        assertThat(client.readBytesToEnd()).isEqualTo(echo.getBytes(ISO_8859_1));
      }
    }
  }

  @Test
  void connectionsThatComeAndGoLeaveNothingBehind() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          threads.invokeAll(
              Collections.nCopies(
                  200,
                  () -> {
                    try (var client = member.connect()) {
                      return client.ask(Member.IAMAT);
                    }
                  }));
      for (var result : results) {
        assertThat(result.get()).isEqualTo(Member.AT);
      }
    }
    for (var i = 0; i < 200; i++) {
      member.connect().reset();
    }
  }

  /** As many as there are processors would do: virtual threads are not preempted. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", Member.IAMAT + "\n"})
  void clientsThatNeverPauseDoNotShutOutOthers(String line) throws Exception {
    var greedy = connect(2 * Runtime.getRuntime().availableProcessors());
    var threads = new ArrayList<Thread>();
    var block = line.repeat(1000).getBytes(ISO_8859_1);
    try {
      for (var client : greedy) {
        threads.add(Thread.ofPlatform().start(() -> sendForEver(client, block)));
        threads.add(Thread.ofPlatform().start(() -> readForEver(client)));
      }
      for (var i = 0; i < 20; i++) {
        assertThat(member.exchange(Member.IAMAT + "\n")).isEqualTo(Member.AT + "\n");
      }
    } finally {
      greedy.forEach(LineSocket::close);
      for (var thread : threads) {
        thread.join();
      }
    }
  }

  private static void sendForEver(LineSocket client, byte[] block) {
    while (isSent(client, block)) {
      // until it is closed
    }
  }

  private static void readForEver(LineSocket client) {
    try {
      while (!client.readLine().isEmpty()) {
        // until it is closed
      }
    } catch (UncheckedIOException | AssertionError e) {
      // closed
    }
  }

  private static List<LineSocket> connect(int count) {
    var clients = new ArrayList<LineSocket>();
    for (var i = 0; i < count; i++) {
      clients.add(member.connect());
    }
    return clients;
  }

  private static void awaitConnections(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(member.openConnections()).isEqualTo(count));
  }

  private static void sendUntilItBreaks(LineSocket client, String text) {
    var bytes = text.getBytes(ISO_8859_1);
    for (var sent = 0L; isSent(client, bytes); sent += bytes.length) {
      assertThat(sent).as("taken by the member").isLessThan(2_000L * MEBIBYTE);
    }
  }

  private static boolean isSent(LineSocket client, String text) {
    return isSent(client, text.getBytes(ISO_8859_1));
  }

  private static boolean isSent(LineSocket client, byte[] bytes) {
    try {
      client.send(bytes);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
