package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One address cannot have the whole peer port, and never has less than neighbours need. */
class PeerPortCapTest {
  private static final int CAP = 3;
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private static TestMember member(int neighbours, int cap) {
    var names = new ArrayList<String>();
    for (var i = 0; i < neighbours; i++) {
      names.add("Hands" + i);
    }
    return TestMember.start(
        "Goloman",
        names,
        _ -> NOBODY,
        Map.of(
            "herd.peers.timeout", "1m",
            "herd.peers.max-connections", Integer.toString(cap + 1),
            "herd.peers.max-connections-per-address", Integer.toString(cap)));
  }

  @Test
  void aNeighbourGetsInWhileAnotherAddressHasAllThatItMayHave() throws Exception {
    try (var member = member(1, CAP)) {
      var silent = new ArrayList<LineSocket>();
      for (var i = 0; i < CAP; i++) {
        var socket = LineSocket.connectFrom("127.0.0.2", member.peerPort());
        assertThat(socket.readLine()).startsWith("HERD 1 Goloman ");
        silent.add(socket);
      }
      for (var i = 0; i < 20; i++) {
        try (var oneTooMany = LineSocket.connectFrom("127.0.0.2", member.peerPort())) {
          oneTooMany.awaitClose();
        }
      }
      try (var hands = PeerSocket.dial(member)) {
        assertThat(hands.helloAs("Hands0")).startsWith("SINCE");
      }
      assertThat(refused(member)).isEqualTo(20);
      silent.forEach(LineSocket::close);
    }
  }

  @Test
  void thereIsRoomForTheLinksOfAllNeighbours() throws Exception {
    try (var member = member(3, 1)) {
      var links = new ArrayList<PeerSocket>();
      for (var name : List.of("Hands0", "Hands1")) {
        var link = PeerSocket.dial(member);
        assertThat(link.helloAs(name)).startsWith("SINCE");
        links.add(link);
      }
      for (var link : links) {
        link.close();
      }
    }
  }

  private static double refused(TestMember member) {
    return member
        .bean(MeterRegistry.class)
        .get("herd.connections.closed")
        .tags("port", "peer", "reason", "too_many_from_address")
        .functionCounter()
        .count();
  }
}
