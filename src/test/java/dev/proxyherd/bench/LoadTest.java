package dev.proxyherd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.testing.FakeServer;
import dev.proxyherd.testing.TestHerd;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Load on whole members, and on a server whose pace is known. */
class LoadTest {
  private static TestHerd herd;

  @BeforeAll
  static void start() throws IOException {
    herd = TestHerd.of("Goloman-Hands");
    herd.eventuallyLinked();
  }

  @AfterAll
  static void stop() throws IOException {
    herd.close();
  }

  @Test
  void everyUpdateIsNewsToTheMember() {
    var counts = herd.member("Goloman").bean(CommandCounts.class);
    var before = counts.of(CommandOutcome.IAMAT_NEWER);

    var result = Loads.run(Loads.settings(4, 8, 0, 50), goloman());

    assertThat(result.refused()).isZero();
    assertThat(result.all().answered()).isPositive();
    assertThat(counts.of(CommandOutcome.IAMAT_NEWER) - before)
        .isGreaterThanOrEqualTo(50 + result.all().answered());
    assertThat(counts.of(CommandOutcome.IAMAT_OLDER)).isZero();
    assertThat(counts.of(CommandOutcome.IAMAT_SAME)).isZero();
    assertThat(herd.member("Goloman").knows("bench-49")).isPresent();
    assertThat(herd.member("Goloman").knows("bench-50")).isEmpty();
  }

  @Test
  void aWhatsAtSeesTheIamAtBeforeItOnItsConnection() {
    var counts = herd.member("Goloman").bean(CommandCounts.class);
    var result = Loads.run(Loads.settings(4, 8, 30, 50), goloman());
    assertThat(result.refused()).isZero();
    assertThat(counts.of(CommandOutcome.WHATSAT_ANSWERED)).isPositive();
    assertThat(counts.of(CommandOutcome.WHATSAT_UNKNOWN_CLIENT)).isZero();
  }

  @Test
  void sharesTheLoadAmongMembersAndThreads() {
    var hands = Loads.target(herd.member("Hands"));
    var result = Loads.run(Loads.settings(7, 2, 0, 50, 0, 3), goloman(), hands);

    assertThat(result.servers())
        .extracting(LoadResult.Traffic::name)
        .containsExactly("Goloman", "Hands");
    assertThat(result.servers())
        .allSatisfy(server -> assertThat(server.answered()).isPositive())
        .allSatisfy(server -> assertThat(server.latency().count()).isPositive());
    assertThat(result.all().answered())
        .isEqualTo(result.servers().stream().mapToLong(LoadResult.Traffic::answered).sum());
    var cost = result.costs().getFirst();
    assertThat(cost.name()).isEqualTo("the test");
    assertThat(cost.cpuSecondsPer100k()).isNotNull();
  }

  @Test
  void sendsNoMoreThanTheSetRate() {
    // Uneven shares of connections: each thread keeps its part of the rate all the same.
    var settings = Loads.settings(5, 4, 0, 50, 200, 2);
    var lasting = Loads.lasting(settings, Duration.ofSeconds(1), Duration.ofSeconds(30));
    var start = System.nanoTime();
    var result = Loads.run(lasting, goloman());
    var seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    assertThat(result.all().latency().count()).isBetween(190L, (long) (200 * seconds) + 1);
  }

  @Test
  void whatIsDueWhileTheServerStallsCountsAsLate() throws IOException {
    // 1,000 requests a second; the 300th behind the introduction takes half a second.
    var clients = 10;
    try (var server =
        FakeServer.saying(
            (number, line) -> {
              if (number == clients + 300) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
              }
              return FakeServer.at(line);
            })) {
      var settings = Loads.settings(1, 1, 0, clients, 1000, 1);
      var lasting = Loads.lasting(settings, Duration.ofSeconds(1), Duration.ofSeconds(30));
      var latency = Loads.run(lasting, Loads.target(server)).all().latency();
      // Of those that were due meanwhile, each has waited; one alone was being served.
      assertThat(latency.count()).isGreaterThan(950);
      assertThat(latency.p99Micros()).isGreaterThan(300_000);
    }
  }

  @Test
  void whatWasDueAndNeverSentCountsAsLateToo() throws IOException {
    try (var server =
        FakeServer.saying(
            (_, line) -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
              return FakeServer.at(line);
            })) {
      var result = Loads.run(Loads.settings(1, 1, 0, 1, 1000, 1), Loads.target(server));
      assertThat(result.unsent()).isGreaterThan(200);
      assertThat(result.all().latency().count()).isGreaterThan(280);
      assertThat(result.all().latency().p50Micros()).isGreaterThan(100_000);
    }
  }

  @Test
  void saysWhatASettingMayBe() {
    assertThatThrownBy(() -> Loads.settings(0, 1, 0, 1)).hasMessage("connections: at least 1");
    assertThatThrownBy(() -> Loads.settings(5, 1, 0, 4))
        .hasMessage("clients: at least one a connection, which is 5");
    assertThatThrownBy(() -> Loads.settings(5, 1, 101, 5)).hasMessageContaining("WHATSAT");
    assertThatThrownBy(() -> Loads.settings(2, 1, 0, 5, 0, 3)).hasMessageContaining("threads");
  }

  private static Target goloman() {
    return Loads.target(herd.member("Goloman"));
  }
}
