package dev.proxyherd.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.TestHerd;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the neighbours have of a member that has stopped. */
class MemberDrainTest {
  private static final int UPDATES = 3_000;

  /** Over a link that takes two seconds for it. */
  @Test
  void theyHaveEverythingThatWasAnswered() throws Exception {
    try (var herd = TestHerd.of("B-C")) {
      herd.stop("C");
      herd.start("C", Map.of("spring.lifecycle.timeout-per-shutdown-phase", "1m"));
      herd.eventuallyLinked();
      herd.wire("C", "B").bandwidth(100_000);
      var commands =
          IntStream.range(0, UPDATES)
              .mapToObj(i -> "IAMAT client" + i + " +34.068930-118.445127 1520023934.9\n")
              .collect(Collectors.joining());
      assertThat(herd.say("C", commands).lines()).hasSize(UPDATES);
      herd.stop("C");
      assertThat(herd.member("B").store().size()).isEqualTo(UPDATES);
    }
  }
}
