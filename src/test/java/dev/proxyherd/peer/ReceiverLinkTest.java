package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member's peer port, as a neighbour and as anybody else would meet it. */
class ReceiverLinkTest {
  private static final String KIWI = "AT Hands +0.000000001 %s +1.0-1.0 %d %d";

  private static TestMember member;

  @BeforeAll
  static void start() {
    member =
        TestMember.start(
            "Goloman",
            List.of("Hands", "Wilkes"),
            _ -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            Map.of("herd.peers.timeout", "1s", "herd.peers.max-line", "33KB"));
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @AfterEach
  void allLinksHaveEnded() {
    awaitEnd("Hands");
    awaitEnd("Wilkes");
  }

  private static void awaitEnd(String neighbour) {
    await().until(() -> member.neighbour(neighbour).incoming() == LinkState.DOWN);
  }

  @Test
  void takesUpdatesAndAcknowledgesThem() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      var since = hands.helloAs("Hands");
      hands.send("EPOCH e1");
      hands.send(KIWI.formatted("kiwi", 1, 5));
      hands.send(KIWI.formatted("emu", 1, 7));

      assertThat(since).startsWith("SINCE").hasSize(4);
      assertThat(PeerSocket.acknowledged(hands, 7)).isTrue();
      assertThat(member.knows("kiwi")).contains("Hands +0.000000001 kiwi +1.0-1.0 1");
      assertThat(member.knows("emu")).isPresent();
    }
  }

  @Test
  void resumesWhereItWasAndAsksForAllOfAnUnknownEpoch() throws Exception {
    try (var wilkes = PeerSocket.dial(member)) {
      assertThat(wilkes.helloAs("Wilkes")).containsSequence("SINCE", "-", "0");
      wilkes.send("EPOCH old");
      wilkes.send("MARK 41");
      assertThat(PeerSocket.acknowledged(wilkes, 41)).isTrue();
    }
    awaitEnd("Wilkes");
    try (var wilkes = PeerSocket.dial(member)) {
      assertThat(wilkes.helloAs("Wilkes")).containsSequence("SINCE", "old", "41");
      wilkes.send("EPOCH new");
      wilkes.send("MARK 3");
      assertThat(PeerSocket.acknowledged(wilkes, 3)).isTrue();
    }
    try (var wilkes = PeerSocket.dial(member)) {
      assertThat(wilkes.helloAs("Wilkes")).containsSequence("SINCE", "new", "3");
    }
  }

  @Test
  void answersHeartbeatsSoThatTheSenderHearsFromIt() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e2");
      hands.send("MARK 10");
      assertThat(PeerSocket.acknowledged(hands, 10)).isTrue();
      hands.send("MARK 10");
      assertThat(PeerSocket.acknowledged(hands, 10)).isTrue();
    }
  }

  @Test
  void provesThatItKnowsTheSecretToo() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      var greeting = hands.expect("HERD");
      var transcript = new Handshake.Transcript("Goloman", greeting[3], "Hands", "ab");
      var handshake = new Handshake(TestMember.SECRET);
      hands.send("HELLO Hands ab " + handshake.proof(transcript, Handshake.Side.SENDER));

      var since = hands.expect("SINCE");
      assertThat(handshake.isProof(since[3], transcript, Handshake.Side.RECEIVER)).isTrue();
      assertThat(handshake.isProof(since[3], transcript, Handshake.Side.SENDER)).isFalse();
    }
  }

  @Test
  void refusesAWrongSecret() throws Exception {
    var before = member.neighbours().refusedStrangers();
    try (var hands = PeerSocket.dial(member)) {
      hands.sendHello("Hands", "not the herd's secret");
      assertThat(hands.rest())
          .containsExactly("? wrong proof: is herd.secret the same at both members?");
    }
    assertThat(member.neighbours().refusedStrangers()).isEqualTo(before + 1);
  }

  @Test
  void refusesAProofThatWasMadeForAnotherConnection() throws Exception {
    String recorded;
    try (var first = PeerSocket.dial(member)) {
      var greeting = first.expect("HERD");
      var transcript = new Handshake.Transcript("Goloman", greeting[3], "Hands", "ab");
      recorded =
          "HELLO Hands ab "
              + new Handshake(TestMember.SECRET).proof(transcript, Handshake.Side.SENDER);
    }
    try (var replay = PeerSocket.dial(member)) {
      replay.expect("HERD");
      replay.send(recorded);
      assertThat(replay.rest()).singleElement().asString().startsWith("? wrong proof");
    }
  }

  @Test
  void refusesAMemberThatItDoesNotNameAsNeighbour() throws Exception {
    try (var welsh = PeerSocket.dial(member)) {
      welsh.sendHello("Welsh", TestMember.SECRET);
      assertThat(welsh.rest()).containsExactly("? Goloman does not name Welsh as neighbour");
    }
    assertThat(member.neighbours().strangers()).containsKey("Welsh");
  }

  @Test
  void refusesItsOwnName() throws Exception {
    try (var self = PeerSocket.dial(member)) {
      self.sendHello("Goloman", TestMember.SECRET);
      assertThat(self.rest())
          .containsExactly("? Goloman is this member's own name: do two members have it?");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "IAMAT kiwi +1+1 1",
        "AT Hands +0.1 bad +1+1 1 9",
        "AT Hands +0.000000000 bad +91+1 1 9",
        "AT Hands +0.000000000 bad +1+1 x 9",
        "AT Hands +0.000000000 bad +1+1 1",
        "AT Hands +0.000000000 bad +1+1 1 -9",
        "AT Hands +0.000000000 bad +1+1 1 9 more",
        "MARK 1x",
        "EPOCH again"
      })
  void aMalformedLineEndsTheLinkAndLeavesNothing(String line) throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e3");
      hands.send(line);
      assertThat(hands.rest()).last().asString().startsWith("? ");
    }
    assertThat(member.knows("bad")).isEmpty();
  }

  @Test
  void updatesBeforeTheHandshakeAreRefused() throws Exception {
    try (var stranger = PeerSocket.dial(member)) {
      stranger.expect("HERD");
      stranger.send(KIWI.formatted("smuggled", 1, 1));
      assertThat(stranger.rest()).allMatch(line -> line.startsWith("? "));
    }
    assertThat(member.knows("smuggled")).isEmpty();
  }

  @Test
  void aLineBeyondTheLimitEndsTheLink() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e4");
      hands.send(KIWI.formatted("x".repeat(34_000), 1, 5));
      assertThat(hands.rest()).last().asString().startsWith("? malformed line");
    }
  }

  @Test
  void aSilentLinkIsDropped() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e5");
      assertThat(hands.rest().filter(line -> !line.startsWith("ACK"))).isEmpty();
    }
    try (var stranger = PeerSocket.dial(member)) {
      assertThat(stranger.rest()).singleElement().asString().startsWith("HERD 1 Goloman ");
    }
  }

  @Test
  void aNewerLinkReplacesTheOneThatIsThere() throws Exception {
    try (var first = PeerSocket.dial(member);
        var second = PeerSocket.dial(member)) {
      first.helloAs("Hands");
      first.send("EPOCH e7");
      await().until(() -> member.neighbour("Hands").incoming() == LinkState.UP);
      second.helloAs("Hands");
      second.send("EPOCH e7");
      assertThat(first.rest()).allMatch(line -> line.startsWith("ACK"));
      second.send(KIWI.formatted("later", 1, 5));
      assertThat(PeerSocket.acknowledged(second, 5)).isTrue();
      assertThat(member.neighbour("Hands").incoming()).isEqualTo(LinkState.UP);
    }
  }

  @Test
  void ofTwoProcessesWithOneNameTheFirstIsKept() throws Exception {
    try (var first = PeerSocket.dial(member);
        var second = PeerSocket.dial(member)) {
      first.helloAs("Hands");
      first.send("EPOCH e8");
      await().until(() -> member.neighbour("Hands").incoming() == LinkState.UP);
      second.helloAs("Hands");
      second.send("EPOCH e9");
      assertThat(second.rest())
          .singleElement()
          .asString()
          .startsWith("? another process is Hands, with another store, at 127.0.0.1")
          .endsWith("do two members have this name?");
      assertThat(member.neighbours().strangers()).containsKey("Hands");
      first.send(KIWI.formatted("kept", 1, 5));
      assertThat(PeerSocket.acknowledged(first, 5)).isTrue();
    }
  }
}
