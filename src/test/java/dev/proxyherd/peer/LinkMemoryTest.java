package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.command.ForgetService;
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

/** What a receiver counts as taken, and what it does not. */
class LinkMemoryTest {
  private static final String KIWI = "AT Hands +0.000000001 %s +1.0-1.0 %d %d";

  private static TestMember member;

  @BeforeAll
  static void start() {
    member = start(Map.of());
  }

  private static TestMember start(Map<String, String> properties) {
    var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return TestMember.start("Goloman", List.of("Hands"), _ -> nowhere, properties);
  }

  @AfterAll
  static void stop() {
    member.close();
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
      assertThat(PeerSocket.acknowledged(hands, 4)).isTrue();
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
    try (var strict = start(Map.of("herd.peers.timeout", "500ms", "herd.max-clock-ahead", "0s"));
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
        assertThat(PeerSocket.acknowledged(second, 5)).isTrue();
        assertThat(strict.knows("early")).isPresent();
      }
    }
  }

  @Test
  void aClientThereIsNoRoomForIsAskedForAgainWhenThereIsRoom() throws Exception {
    try (var small =
            start(Map.of("herd.peers.timeout", "500ms", "herd.locations.max-clients", "1"));
        var first = PeerSocket.dial(small)) {
      first.helloAs("Hands");
      first.send("EPOCH e");
      first.send(KIWI.formatted("kiwi", 1, 4));
      first.send(KIWI.formatted("emu", 1, 5));
      first.send(KIWI.formatted("kiwi", 2, 6));
      assertThat(PeerSocket.acknowledged(first, 4)).isTrue();
      await().until(() -> small.knows("kiwi").orElse("").endsWith(" 2"));
      assertThat(small.knows("emu")).isEmpty();
      assertThat(small.bean(CommandCounts.class).of(CommandOutcome.AT_FULL)).isEqualTo(1);

      small.bean(ForgetService.class).forget("kiwi");
      while (first.heartbeat(7)) {
        assertThat(small.knows("emu")).isEmpty();
      }
      try (var second = PeerSocket.dial(small)) {
        assertThat(second.helloAs("Hands")).containsSequence("SINCE", "e", "4");
        second.send("EPOCH e");
        second.send(KIWI.formatted("emu", 1, 5));
        assertThat(PeerSocket.acknowledged(second, 5)).isTrue();
        assertThat(small.knows("emu")).isPresent();
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
}
