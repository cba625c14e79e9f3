package dev.proxyherd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.testing.FakeServer;
import dev.proxyherd.testing.TestHerd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropagationTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void seesUpdatesArriveAtEachOtherMemberAlsoUnderLoad() throws IOException {
    try (var herd = TestHerd.of("Goloman-Holiday", "Holiday-Welsh")) {
      herd.eventuallyLinked();
      var members =
          List.of(
              Loads.target(herd.member("Goloman")),
              Loads.target(herd.member("Holiday")),
              Loads.target(herd.member("Welsh")));
      var settings = Loads.settings(2, 1, 0, 10, 100, 1);
      var propagation = new Propagation(members, 5, "bench", SOON, _ -> {});
      try (var load = Load.onMembers(settings, members.subList(0, 1), List.of(), _ -> {})) {
        load.begin();
        // Twice: the second finds clients that everybody knows, somewhere else in time.
        for (var i = 0; i < 2; i++) {
          var paths = propagation.from(members.getFirst());
          assertThat(paths).extracting(Propagation.Path::to).containsExactly("Holiday", "Welsh");
          assertThat(paths).allSatisfy(path -> assertThat(path.missed()).isZero());
          assertThat(paths).allSatisfy(path -> assertThat(path.latency().count()).isEqualTo(5));
        }
        assertThat(load.finish().refused()).isZero();
      }
    }
  }

  @Test
  void countsWhatIsNotSeen() throws IOException {
    try (var one = FakeServer.saying((_, line) -> FakeServer.at(line));
        var other = FakeServer.saying((_, line) -> "? " + line + "\n")) {
      var members = List.of(Loads.target(one), new Target("b", Loads.address(other.port()), false));
      var propagation = new Propagation(members, 3, "bench", Duration.ofMillis(20), _ -> {});
      var path = propagation.from(members.getFirst()).getFirst();
      assertThat(path.missed()).isEqualTo(3);
      assertThat(path.latency().count()).isZero();
    }
  }

  @Test
  void failsWhereAMemberRefusesTheUpdate() throws IOException {
    try (var one = FakeServer.saying((_, line) -> "? " + line + "\n")) {
      var members =
          List.of(Loads.target(one), new Target("other", Loads.address(one.port()), false));
      var propagation = new Propagation(members, 1, "bench", SOON, _ -> {});
      assertThatThrownBy(() -> propagation.from(members.getFirst()))
          .isInstanceOf(BenchFailure.class)
          .hasMessageContainingAll("expected: AT <server>", "came:     ? IAMAT");
    }
  }
}
