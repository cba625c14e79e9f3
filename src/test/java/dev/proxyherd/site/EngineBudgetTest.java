package dev.proxyherd.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.places.google.BudgetLedger.Spent;
import dev.proxyherd.testing.RedisServer;
import io.lettuce.core.SslOptions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the replicas of a site may spend together. */
class EngineBudgetTest {
  private static RedisServer server;
  private static LocalDate today;
  private static long minute;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    today = LocalDate.now(ZoneOffset.UTC).minusDays(3);
    minute = Instant.now().getEpochSecond() / 60 - 1000;
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** One replica's side, with connections of its own. */
  private record Replica(Connections connections, EngineBudget budget) implements AutoCloseable {
    static Replica of(String prefix) {
      var properties = dev.proxyherd.site.Replica.properties(prefix, 1);
      var connections =
          Connections.open(List.of(server.uri()), properties.timeout(), SslOptions.create());
      var engine = new Engine(connections, properties);
      return new Replica(connections, new EngineBudget(engine, new Keys(prefix, "Goloman", 1)));
    }

    @Override
    public void close() {
      connections.close();
    }
  }

  @Test
  void replicasThatSpendAtTheSameTimeKeepWithinOneBudget() throws Exception {
    try (var one = Replica.of("together");
        var other = Replica.of("together");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (var call = 0; call < 100; call++) {
        var replica = call % 2 == 0 ? one : other;
        calls.add(() -> replica.budget().take(today, minute, 70, -1).isTaken());
      }
      var taken = 0;
      for (var call : threads.invokeAll(calls)) {
        taken += call.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(70);
      assertThat(other.budget().take(today, minute, 70, -1).spent())
          .isEqualTo(new Spent(today, 70, minute, 70));
      assertThat(Long.parseLong(server.ask("TTL", "{together:Goloman}:budget"))).isPositive();
    }
  }

  @Test
  void eachMinuteAndDayBeginAnewAndNoneComesBack() {
    try (var replica = Replica.of("anew")) {
      var budget = replica.budget();
      assertThat(budget.take(today, minute, 3, 1).isTaken()).isTrue();
      assertThat(budget.take(today, minute, 3, 1).isTaken()).isFalse();
      assertThat(budget.take(today, minute + 1, 3, 1).isTaken()).isTrue();
      var late = budget.take(today.minusDays(1), minute, 3, 1);
      assertThat(late.isTaken()).isFalse();
      assertThat(late.spent()).isEqualTo(new Spent(today, 2, minute + 1, 1));
      assertThat(budget.take(today, minute + 2, 2, 1).isTaken()).isFalse();
      assertThat(budget.take(today.plusDays(1), minute + 3, 2, 1).spent())
          .isEqualTo(new Spent(today.plusDays(1), 1, minute + 3, 1));
    }
  }

  @Test
  void whatIsGivenBackGoesToItsOwnDayAndMinute() {
    try (var replica = Replica.of("back")) {
      var budget = replica.budget();
      var _ = budget.take(today, minute, 5, 5);
      var _ = budget.take(today, minute + 1, 5, 5);
      budget.giveBack(today, minute);
      assertThat(budget.take(today, minute + 1, 5, 5).spent())
          .isEqualTo(new Spent(today, 2, minute + 1, 2));
      budget.giveBack(today.minusDays(1), minute + 1);
      assertThat(budget.take(today, minute + 1, 5, 5).spent())
          .isEqualTo(new Spent(today, 3, minute + 1, 2));
    }
  }

  @Test
  void aClockThatIsAheadOrAnEngineThatIsAwaySpendsNothing() {
    try (var away = RedisServer.start()) {
      try (var replica = Replica.of("ahead")) {
        var later = Instant.now().getEpochSecond() / 60 + 10;
        assertThatThrownBy(() -> replica.budget().take(today, later, -1, 10))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("this replica's clock is ahead of the engine's");
        assertThat(replica.budget().take(today, minute, -1, 1).isTaken()).isTrue();
      }
      var properties = dev.proxyherd.site.Replica.properties("away", 1);
      try (var connections =
          Connections.open(List.of(away.uri()), properties.timeout(), SslOptions.create())) {
        var budget =
            new EngineBudget(new Engine(connections, properties), new Keys("away", "Goloman", 1));
        away.kill();
        assertThatThrownBy(() -> budget.take(today, minute, 10, 10))
            .isInstanceOf(StoreUnavailableException.class);
      }
    }
  }
}
