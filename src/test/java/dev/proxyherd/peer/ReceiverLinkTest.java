package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
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

  @Test
  void takesUpdatesAndAcknowledgesThem() throws Exception {
    try (var hands = PeerSocket.dial(member)) {
      var since = hands.helloAs("Hands");
      hands.send("EPOCH e1");
      hands.send(KIWI.formatted("kiwi", 1, 5));
      hands.send(KIWI.formatted("emu", 1, 7));

      assertThat(since).startsWith("SINCE").hasSize(4);
      assertThat(acknowledged(hands, 7)).isTrue();
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
      assertThat(acknowledged(wilkes, 41)).isTrue();
    }
    try (var wilkes = PeerSocket.dial(member)) {
      assertThat(wilkes.helloAs("Wilkes")).containsSequence("SINCE", "old", "41");
      wilkes.send("EPOCH new");
      wilkes.send("MARK 3");
      assertThat(acknowledged(wilkes, 3)).isTrue();
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
      assertThat(acknowledged(hands, 10)).isTrue();
      hands.send("MARK 10");
      assertThat(acknowledged(hands, 10)).isTrue();
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
  void aTimeTooFarAheadIsLeftOutAndNotAcknowledged() throws Exception {
    var counts = member.bean(CommandCounts.class);
    var before = counts.of(CommandOutcome.AT_TOO_FAR_AHEAD);
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e6");
      hands.send(KIWI.formatted("past", 1, 4));
      hands.send(KIWI.formatted("future", 9_000_000_000L, 5));
      hands.send(KIWI.formatted("present", 1, 6));
      hands.send("MARK 7");
      assertThat(acknowledged(hands, 4)).isTrue();
      await().until(() -> member.knows("present").isPresent());
    }
    assertThat(member.knows("future")).isEmpty();
    assertThat(counts.of(CommandOutcome.AT_TOO_FAR_AHEAD)).isEqualTo(before + 1);
    try (var hands = PeerSocket.dial(member)) {
      assertThat(hands.helloAs("Hands")).containsSequence("SINCE", "e6", "4");
    }
  }

  @Test
  void aTimeThatWasTooFarAheadIsAskedForAgainWhenItHasCome() throws Exception {
    try (var strict =
            TestMember.start(
                "Goloman",
                List.of("Hands"),
                _ -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                Map.of("herd.peers.timeout", "500ms", "herd.max-clock-ahead", "0s"));
        var first = PeerSocket.dial(strict)) {
      first.helloAs("Hands");
      first.send("EPOCH e");
      var soon = Instant.now().plusSeconds(2).getEpochSecond();
      first.send(KIWI.formatted("early", soon, 5));
      // Heartbeats for as long as the member keeps the link: it ends it when the time has come.
      while (first.heartbeat(7)) {
        assertThat(strict.knows("early")).isEmpty();
      }
      try (var second = PeerSocket.dial(strict)) {
        assertThat(second.helloAs("Hands")).containsSequence("SINCE", "e", "0");
        second.send("EPOCH e");
        second.send(KIWI.formatted("early", soon, 5));
        assertThat(acknowledged(second, 5)).isTrue();
        assertThat(strict.knows("early")).isPresent();
      }
    }
  }

  /** What a link still brings after its sender came back with another store is no word of it. */
  @Test
  void anOldLinkDoesNotSpeakForANewStore() {
    var store = member.store();
    store.receive(new Receipt("Welsh", "new", 3));
    try (var feed = store.feed(store.lastChange(), "Welsh")) {
      store.offer(location("zombie"), new Receipt("Welsh", "old", 99));
      assertThat(store.lastReceipt("Welsh")).contains(new Receipt("Welsh", "new", 3));
      assertThat(feed.next(10)).extracting(Change::location).containsExactly(location("zombie"));
    }
  }

  private static ClientLocation location(String client) {
    return new ClientLocation(
        ByteString.of("Wilkes"),
        ByteString.of("+0.000000001"),
        ByteString.of(client),
        ByteString.of("+1+1"),
        ByteString.of("1"));
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
      assertThat(acknowledged(second, 5)).isTrue();
      assertThat(member.neighbour("Hands").incoming()).isEqualTo(LinkState.UP);
    }
    await().until(() -> member.neighbour("Hands").incoming() == LinkState.DOWN);
  }

  private static boolean acknowledged(PeerSocket peer, long number) throws Exception {
    for (var line = peer.read(); line != null; line = peer.read()) {
      if (line.equals("ACK " + number)) {
        return true;
      }
    }
    return false;
  }
}
