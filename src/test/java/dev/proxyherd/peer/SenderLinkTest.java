package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link that a member dials, as its neighbour sees it. */
class SenderLinkTest {
  private ServerSocket listener;
  private TestMember member;

  @BeforeEach
  void start() throws Exception {
    listener = PeerSocket.listen();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    member =
        TestMember.start(
            "Goloman", List.of("Hands"), _ -> address, Map.of("herd.peers.timeout", "3s"));
  }

  @AfterEach
  void stop() throws Exception {
    member.close();
    listener.close();
  }

  @Test
  void sendsWhatItHasAndWhatComes() throws Exception {
    report("kiwi", "1");
    try (var hands = PeerSocket.accept(listener)) {
      assertThat(hands.welcomeAs("Hands", "-", 0)).isEqualTo(member.store().epoch());
      assertThat(client(hands.expect("AT"))).isEqualTo("kiwi");
      report("emu", "1");
      var update = hands.expect("AT");
      assertThat(client(update)).isEqualTo("emu");
      assertThat(number(update)).isEqualTo(member.store().lastChange());
      hands.send("ACK " + number(update));
      await().until(() -> member.neighbour("Hands").acknowledged() == number(update));
      assertThat(member.neighbour("Hands").outgoing()).isEqualTo(LinkState.UP);
    }
  }

  @Test
  void resumesAfterWhatTheNeighbourHas() throws Exception {
    report("first", "1");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      assertThat(client(hands.expect("AT"))).isEqualTo("first");
    }
    var had = member.store().lastChange();
    report("second", "1");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", member.store().epoch(), had);
      assertThat(client(hands.expect("AT"))).isEqualTo("second");
    }
  }

  /** So it is when the store was put back from a backup; the clock may be behind, too. */
  @Test
  void sendsAllSinceItsStartToANeighbourThatKnowsANumberItHasForgotten() throws Exception {
    report("first", "1");
    var forgotten = member.store().lastChange() + 1_000_000_000;
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", member.store().epoch(), forgotten);
      assertThat(client(hands.expect("AT"))).isEqualTo("first");
      report("second", "1");
      assertThat(number(hands.expect("AT"))).isGreaterThan(forgotten);
    }
  }

  @Test
  void sendsAllToANeighbourThatKnowsAnotherEpoch() throws Exception {
    report("first", "1");
    report("second", "1");
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "another", member.store().lastChange());
      assertThat(client(hands.expect("AT"))).isEqualTo("first");
      assertThat(client(hands.expect("AT"))).isEqualTo("second");
    }
  }

  @Test
  void sendsAClientThatMovedTenTimesOnce() throws Exception {
    for (var time = 1; time <= 10; time++) {
      report("kiwi", Integer.toString(time));
    }
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      assertThat(hands.expect("AT")[5]).isEqualTo("10");
      report("end", "1");
      assertThat(client(hands.expect("AT"))).isEqualTo("end");
    }
  }

  @Test
  void doesNotSendBackWhatItWasJustTold() throws Exception {
    try (var toHands = PeerSocket.accept(listener)) {
      toHands.welcomeAs("Hands", "-", 0);
      await().until(() -> member.neighbour("Hands").outgoing() == LinkState.UP);
      try (var fromHands = PeerSocket.dial(member)) {
        fromHands.helloAs("Hands");
        fromHands.send("EPOCH e");
        fromHands.send("AT Hands +0.000000000 echo +1+1 5 1");
        fromHands.expect("ACK");
        report("end", "1");
        assertThat(client(toHands.expect("AT"))).isEqualTo("end");
        report("echo", "6");
        assertThat(toHands.expect("AT")[5]).isEqualTo("6");
      }
    }
  }

  @Test
  void marksWhatItLeavesOut() throws Exception {
    try (var toHands = PeerSocket.accept(listener);
        var fromHands = PeerSocket.dial(member)) {
      toHands.welcomeAs("Hands", "-", 0);
      await().until(() -> member.neighbour("Hands").outgoing() == LinkState.UP);
      fromHands.helloAs("Hands");
      fromHands.send("EPOCH e");
      fromHands.send("AT Hands +0.000000000 echo +1+1 5 1");
      fromHands.expect("ACK");
      var marked = toHands.expect("MARK");
      while (Long.parseLong(marked[1]) < member.store().lastChange()) {
        marked = toHands.expect("MARK");
      }
      assertThat(Long.parseLong(marked[1])).isEqualTo(member.store().lastChange());
    }
  }

  /** The word of a store that is gone is not relied on: else what only it had would be lost. */
  @Test
  void sendsBackWhatANeighbourHasLostWithItsStore() throws Exception {
    try (var toHands = PeerSocket.accept(listener)) {
      toHands.welcomeAs("Hands", "-", 0);
      await().until(() -> member.neighbour("Hands").outgoing() == LinkState.UP);
      try (var fromHands = PeerSocket.dial(member)) {
        fromHands.helloAs("Hands");
        fromHands.send("EPOCH old");
        fromHands.send("AT Hands +0.000000000 kiwi +1+1 5 1");
        fromHands.expect("ACK");
      }
      comesBackEmptyAndIsSent("kiwi");
    }
  }

  /** The same, when the link has been dialled anew before the neighbour names its new epoch. */
  @Test
  void sendsItBackAlsoWhenTheLinkBreaksInBetween() throws Exception {
    try (var fromHands = PeerSocket.dial(member)) {
      try (var toHands = PeerSocket.accept(listener)) {
        toHands.welcomeAs("Hands", "-", 0);
        await().until(() -> member.neighbour("Hands").outgoing() == LinkState.UP);
        fromHands.helloAs("Hands");
        fromHands.send("EPOCH old");
        fromHands.send("MARK 0");
        fromHands.expect("ACK");
      }
      try (var toHands = PeerSocket.accept(listener)) {
        toHands.welcomeAs("Hands", "-", 0);
        await().until(() -> member.neighbour("Hands").established() >= 2);
        fromHands.send("AT Hands +0.000000000 kiwi +1+1 5 1");
        fromHands.expect("ACK");
      }
    }
    try (var toHands = PeerSocket.accept(listener)) {
      toHands.welcomeAs("Hands", member.store().epoch(), member.store().lastChange());
      await().until(() -> member.neighbour("Hands").established() >= 3);
      comesBackEmptyAndIsSent("kiwi");
    }
  }

  /** Hands names another epoch than before; whatever number it then gives, it is sent this. */
  private void comesBackEmptyAndIsSent(String client) throws Exception {
    try (var fromHands = PeerSocket.dial(member)) {
      fromHands.helloAs("Hands");
      fromHands.send("EPOCH new");
      try (var again = PeerSocket.accept(listener)) {
        again.welcomeAs("Hands", member.store().epoch(), member.store().lastChange());
        assertThat(client(again.expect("AT"))).isEqualTo(client);
      }
    }
  }

  @Test
  void dialsAgainAfterEveryBreak() throws Exception {
    for (var round = 0; round < 3; round++) {
      try (var hands = PeerSocket.accept(listener)) {
        hands.welcomeAs("Hands", "-", 0);
        hands.expect("MARK");
      }
    }
    assertThat(member.neighbour("Hands").established()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void dropsALinkThatDoesNotAnswer() throws Exception {
    try (var silent = PeerSocket.accept(listener)) {
      silent.welcomeAs("Hands", "-", 0);
      assertThat(silent.rest()).isNotEmpty().allMatch(line -> line.startsWith("MARK "));
    }
    try (var mute = PeerSocket.accept(listener)) {
      assertThat(mute.rest()).isEmpty();
    }
    await().until(() -> "no answer to the handshake".equals(member.neighbour("Hands").lastError()));
  }

  @Test
  void doesNotSendToWhoeverCannotProveTheSecret() throws Exception {
    report("kiwi", "1");
    try (var impostor = PeerSocket.accept(listener)) {
      impostor.sendSince(impostor.greetAs("Hands"), "-", 0, "not the herd's secret");
      assertThat(impostor.rest())
          .containsExactly("? wrong proof: is herd.secret the same at both members?");
    }
    await().until(() -> member.neighbour("Hands").outgoing() == LinkState.REFUSED);
    assertThat(member.neighbour("Hands").refusals()).isPositive();
  }

  @Test
  void doesNotTalkToAnotherMemberOrVersion() throws Exception {
    try (var other = PeerSocket.accept(listener)) {
      other.send("HERD 1 Wilkes ab");
      assertThat(other.rest()).containsExactly("? reached Wilkes, not Hands");
    }
    try (var newer = PeerSocket.accept(listener)) {
      newer.send("HERD 2 Hands ab");
      assertThat(newer.rest()).containsExactly("? protocol version 2 is not known");
    }
    try (var garbled = PeerSocket.accept(listener)) {
      garbled.send("SSH-2.0-OpenSSH");
      assertThat(garbled.rest()).containsExactly("? malformed line: SSH-2.0-OpenSSH");
    }
  }

  @Test
  void remembersWhyItWasRefused() throws Exception {
    try (var hands = PeerSocket.accept(listener)) {
      hands.greetAs("Hands");
      hands.send("? Hands does not name Goloman as neighbour");
      await()
          .until(
              () ->
                  "Hands says: Hands does not name Goloman as neighbour"
                      .equals(member.neighbour("Hands").lastError()));
    }
    assertThat(member.neighbour("Hands").outgoing()).isEqualTo(LinkState.REFUSED);
  }

  @Test
  void streamsMoreThanABlockInOrder() throws Exception {
    for (var i = 0; i < 1000; i++) {
      report("client" + i, "1");
    }
    try (var hands = PeerSocket.accept(listener)) {
      hands.welcomeAs("Hands", "-", 0);
      var numbers = new ArrayList<Long>();
      for (var i = 0; i < 1000; i++) {
        var update = hands.expect("AT");
        assertThat(client(update)).isEqualTo("client" + i);
        numbers.add(number(update));
      }
      assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }
  }

  private void report(String client, String time) {
    member
        .store()
        .offer(
            new ClientLocation(
                ByteString.of("Goloman"),
                ByteString.of("+0.000000000"),
                ByteString.of(client),
                ByteString.of("+1+1"),
                ByteString.of(time)));
  }

  private static String client(String[] update) {
    return update[3];
  }

  private static long number(String[] update) {
    return Long.parseLong(update[6]);
  }
}
