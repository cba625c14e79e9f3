package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Receipt;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.testing.TestMember;
import dev.proxyherd.testing.WaitingStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What neighbours see of a member whose store has to be waited for. */
@ExtendWith(OutputCaptureExtension.class)
class WaitingStoreLinkTest {
  private static final String AT = "AT Hands +0.000000001 %s +1.0-1.0 1 %d";
  private static final WaitingStore STORE = new WaitingStore();

  private static TestMember member;

  @BeforeAll
  static void start() {
    member =
        TestMember.startOn(
            STORE,
            "Goloman",
            List.of("Hands", "Wilkes", "Holiday"),
            _ -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            Map.of("herd.tcp.event-loops", "1"));
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @AfterEach
  void noEventLoopHasWaited() {
    STORE.reset();
    assertThat(STORE.defects()).isEmpty();
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsRecorded() throws Exception {
    var gate = STORE.hold("kiwi");
    try (var hands = PeerSocket.dial(member);
        var wilkes = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e1");
      hands.send(AT.formatted("kiwi", 5) + "\nMARK 6\n" + AT.formatted("emu", 7));
      gate.awaitArrival();
      wilkes.helloAs("Wilkes");
      wilkes.send("EPOCH w1");
      wilkes.send("MARK 3");
      assertThat(PeerSocket.acknowledged(wilkes, 3)).isTrue();
      assertThat(hands.isQuiet()).isTrue();
      assertThat(member.store().lastReceipt("Hands")).contains(new Receipt("Hands", "e1", 0));
      gate.open();
      assertThat(PeerSocket.acknowledged(hands, 7)).isTrue();
      assertThat(member.knows("kiwi")).isPresent();
      assertThat(member.knows("emu")).isPresent();
    }
  }

  @Test
  void aFailureEndsTheLinkWhichResumesThere(CapturedOutput output) throws Exception {
    var gate = STORE.hold("moa");
    try (var hands = PeerSocket.dial(member)) {
      hands.helloAs("Hands");
      hands.send("EPOCH e2");
      hands.send(AT.formatted("moa", 5) + "\n" + AT.formatted("kea", 6) + "\nMARK 7\nMARK 8\n");
      gate.awaitArrival();
      gate.fail();
      assertThat(hands.rest()).containsExactly("? cannot take updates for now");
    }
    assertThat(output).containsOnlyOnce("Ending the link from Hands").doesNotContain("\tat ");
    STORE.reset();
    try (var hands = PeerSocket.dial(member)) {
      assertThat(hands.helloAs("Hands")).containsSequence("SINCE", "e2", "0");
      hands.send("EPOCH e2");
      hands.send(AT.formatted("moa", 5));
      assertThat(PeerSocket.acknowledged(hands, 5)).isTrue();
    }
  }

  /** A link that is gone must not be taken for one that is open: no other could replace it. */
  @Test
  void aLinkThatEndsWhileItBeginsIsDown(CapturedOutput output) throws Exception {
    var gate = STORE.hold(WaitingStoreLinkTest::isHolidaysBeginning);
    var server = member.bean("peerServer", LineServer.class);
    try (var holiday = PeerSocket.dial(member)) {
      holiday.helloAs("Holiday");
      holiday.send("EPOCH h1");
      gate.awaitArrival();
      holiday.reset();
    }
    await().until(() -> server.openConnections() == 0);
    gate.open();
    await().until(() -> output.getOut().contains("Link from Holiday is down"));
    assertThat(member.neighbour("Holiday").incoming()).isEqualTo(LinkState.DOWN);
  }

  private static boolean isHolidaysBeginning(Offer offer) {
    return new Receipt("Holiday", "h1", 0).equals(offer.receipt());
  }
}
