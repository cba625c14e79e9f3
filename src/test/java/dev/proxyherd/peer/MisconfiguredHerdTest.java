package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.TestMember;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What members say of each other when their profiles do not fit together. */
@ExtendWith(OutputCaptureExtension.class)
class MisconfiguredHerdTest {
  @Test
  void anEdgeThatOnlyOneSideNamesIsReportedByBoth(CapturedOutput log) {
    try (var hands = start("Hands", List.of(), 1, Map.of());
        var goloman = start("Goloman", List.of("Hands"), hands.peerPort(), Map.of())) {
      await().until(() -> goloman.neighbour("Hands").outgoing() == LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").lastError())
          .isEqualTo("Hands says: Hands does not name Goloman as neighbour");
      assertThat(hands.neighbours().strangers())
          .containsEntry("Goloman", "Hands does not name Goloman as neighbour");
      assertThat(log).contains("Link to Hands is refused").contains("Refused a link from Goloman");
    }
  }

  @Test
  void differentSecretsAreRefusedByBoth(CapturedOutput log) {
    try (var hands =
            start("Hands", List.of("Goloman"), 1, Map.of("herd.secret", "quite another secret"));
        var goloman = start("Goloman", List.of("Hands"), hands.peerPort(), Map.of())) {
      await().until(() -> goloman.neighbour("Hands").outgoing() == LinkState.REFUSED);
      assertThat(goloman.neighbour("Hands").refusals()).isPositive();
      assertThat(hands.neighbours().refusedStrangers()).isPositive();
      assertThat(log).contains("is herd.secret the same at both members?");
      assertThat(log).doesNotContain("quite another secret").doesNotContain(TestMember.SECRET);
    }
  }

  @Test
  void aRefusalIsLoggedOnceAndCountedEachTime(CapturedOutput log) {
    try (var hands = start("Hands", List.of(), 1, Map.of());
        var goloman = start("Goloman", List.of("Hands"), hands.peerPort(), Map.of())) {
      await().until(() -> hands.neighbours().refusedStrangers() > 3);
      assertThat(goloman.neighbour("Hands").refusals()).isGreaterThan(2);
      assertThat(log.getAll().split("Refused a link from Goloman", -1)).hasSize(2);
      assertThat(log.getAll().split("Link to Hands is refused", -1)).hasSize(2);
    }
  }

  private static TestMember start(
      String name, List<String> neighbours, int port, Map<String, String> properties) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return TestMember.start(name, neighbours, _ -> address, properties);
  }
}
