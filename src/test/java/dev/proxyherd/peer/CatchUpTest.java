package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A member that starts, as its neighbours and its readiness probe see it. */
@ExtendWith(OutputCaptureExtension.class)
class CatchUpTest {
  private static final String KIWI = "AT Hands +0.000000001 %s +1.0-1.0 %d %d";

  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = PeerSocket.listen();
  }

  @AfterEach
  void hangUp() throws IOException {
    listener.close();
  }

  @Test
  void waitsForANeighbourThatIsThereAndServesClientsMeanwhile(CapturedOutput output)
      throws Exception {
    try (var member = start(listener.getLocalPort(), "1m");
        var toHands = PeerSocket.accept(listener)) {
      assertThat(catchUp(member)).isEqualTo("waiting: 0 changes taken");
      toHands.welcomeAs("Hands", "-", 0);
      try (var fromHands = PeerSocket.dial(member)) {
        fromHands.helloAs("Hands");
        fromHands.send("EPOCH e1");
        fromHands.send(KIWI.formatted("kiwi", 1, 5));
        fromHands.send(KIWI.formatted("emu", 1, 7));
        assertThat(PeerSocket.acknowledged(fromHands, 7)).isTrue();
        assertThat(catchUp(member)).isEqualTo("waiting: 2 changes taken");
        assertThat(status(member, "health/readiness")).isEqualTo("OUT_OF_SERVICE");
        assertThat(status(member, "health")).isEqualTo("OUT_OF_SERVICE");
        assertThat(status(member, "health/liveness")).isEqualTo("UP");
        assertThat(LineSocket.exchange(member.clientPort(), "WHATSAT kiwi 10 1\n"))
            .startsWith("AT Hands ");
        assertThat(output).doesNotContain("is ready");

        fromHands.send(KIWI.formatted("ahead", 9_000_000_000L, 8));
        fromHands.send(KIWI.formatted("cat", 1, 9));
        assertThat(PeerSocket.acknowledged(fromHands, 7)).isTrue();
        assertThat(catchUp(member)).isEqualTo("waiting: 3 changes taken");

        fromHands.send("MARK 9");
        awaitReady(member);
        assertThat(catchUp(member)).isEqualTo("caught up");
        assertThat(output).contains("Hands caught up").contains("Goloman is ready: 3 clients");
      }
      await().until(() -> member.neighbour("Hands").incoming() == LinkState.DOWN);
      assertThat(status(member, "health/readiness")).isEqualTo("UP");
    }
  }

  @Test
  void doesNotWaitForANeighbourThatDoesNotListen() {
    try (var member = start(1, "1m")) {
      awaitReady(member);
      assertThat(catchUp(member)).startsWith("unreachable: ").contains("refused");
    }
  }

  /** A black hole to all that it can know: what it dials takes the connection and says nothing. */
  @Test
  void doesNotWaitForANeighbourThatDoesNotAnswer() {
    try (var member = start(listener.getLocalPort(), "1m")) {
      awaitReady(member);
      assertThat(catchUp(member)).startsWith("unreachable: no answer to the handshake");
    }
  }

  @Test
  void doesNotWaitForANeighbourThatRefuses() throws Exception {
    try (var member = start(listener.getLocalPort(), "1m");
        var hands = PeerSocket.accept(listener)) {
      hands.send("? not welcome");
      awaitReady(member);
      assertThat(catchUp(member)).startsWith("unreachable: Hands says: not welcome");
    }
  }

  @Test
  void doesNotWaitForEver(CapturedOutput output) throws Exception {
    try (var member = start(listener.getLocalPort(), "200ms");
        var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      awaitReady(member);
      assertThat(output)
          .containsPattern(
              "WARN .*Catching up has ended after \\d+ ms: Hands waiting: 0 changes taken; the"
                  + " limit");
    }
  }

  @Test
  void aMemberThatIsStoppedMeanwhileIsNeverReady(CapturedOutput output) throws Exception {
    var member = start(listener.getLocalPort(), "1m");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      await().until(() -> member.neighbour("Hands").outgoing() == LinkState.UP);
      member.close();
    }
    assertThat(output).contains("Drained in").doesNotContain("is ready").doesNotContain("\tat ");
  }

  /** A neighbour that takes no notice holds up the stop for its share of the time only. */
  @Test
  void aNeighbourThatDoesNotAcknowledgeIsNotWaitedForWhenStopping(CapturedOutput output)
      throws Exception {
    var member = start(listener.getLocalPort(), "0s");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      LineSocket.exchange(member.clientPort(), "IAMAT kiwi +1+1 1\n");
      hands.expect("AT");
      member.close();
    }
    assertThat(output).contains("0 neighbours flushed, 1 not (Hands is behind)");
  }

  private static TestMember start(int neighbour, String limit) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), neighbour);
    return TestMember.startServing(
        "Goloman", List.of("Hands"), _ -> address, Map.of("herd.peers.catch-up-limit", limit));
  }

  private static void awaitReady(TestMember member) {
    await().untilAsserted(() -> assertThat(status(member, "health/readiness")).isEqualTo("UP"));
  }

  private static String catchUp(TestMember member) {
    return health(member, "health/readiness").at("/components/catchUp/details/Hands").asString();
  }

  private static String status(TestMember member, String path) {
    return health(member, path).path("status").asString();
  }

  private static JsonNode health(TestMember member, String path) {
    return Actuator.get(member.httpPort(), path);
  }
}
