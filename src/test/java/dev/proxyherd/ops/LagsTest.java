package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.TestHerd;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

/** How far a neighbour is behind, in changes and in time. */
class LagsTest {
  @Test
  void aNeighbourThatIsAwayIsBehindSinceTheFirstChangeThatItLacks() throws Exception {
    try (var herd = TestHerd.of("Goloman-Hands")) {
      herd.eventuallyLinked();
      var goloman = herd.member("Goloman");
      var hands = goloman.neighbour("Hands");
      var lags = goloman.bean(Lags.class);
      herd.report("Goloman", "kiwi", "+1+1", "1");
      await().untilAsserted(() -> assertThat(lags.of(hands)).isEqualTo(new Lags.Lag(0, 0)));
      assertThat(hands.sent()).isEqualTo(1);
      assertThat(hands.roundTripSeconds()).isBetween(0.0, 10.0);
      assertThat(herd.member("Hands").neighbour("Goloman").taken()).isEqualTo(1);
      herd.cut("Goloman", "Hands");
      herd.report("Goloman", "kiwi", "+1+1", "2");
      var first = goloman.store().lastChange();
      assertThat(lags.of(hands).changes()).isEqualTo(1);
      // The client moves again, and takes its older change out of the store.
      herd.report("Goloman", "kiwi", "+1+1", "3");
      herd.report("Goloman", "moa", "+1+1", "3");
      var lag = lags.of(hands);
      assertThat(lag.changes()).isEqualTo(2);
      assertThat(lag.seconds()).isCloseTo((micros() - first) / 1e6, offset(1.0)).isPositive();
      assertThat(goloman.store().backlog(hands.acknowledged(), 10).first()).isGreaterThan(first);
      herd.heal("Goloman", "Hands");
      await().untilAsserted(() -> assertThat(lags.of(hands)).isEqualTo(new Lags.Lag(0, 0)));
    }
  }

  @Test
  void metersGoWithTheirNeighbour() throws Exception {
    try (var herd = TestHerd.of("Goloman-Hands")) {
      var goloman = herd.member("Goloman");
      var hands = goloman.neighbour("Hands");
      var registry = goloman.bean(MeterRegistry.class);
      var meters = goloman.bean(LinkMeters.class);
      assertThat(registry.find("herd.link.lag").tag("neighbour", "Hands").meters()).hasSize(1);
      meters.removed(hands);
      assertThat(registry.getMeters())
          .noneMatch(meter -> "Hands".equals(meter.getId().getTag("neighbour")));
      meters.added(hands);
      assertThat(registry.find("herd.link.up").tag("neighbour", "Hands").meters()).hasSize(2);
    }
  }

  private static long micros() {
    return System.currentTimeMillis() * 1000;
  }
}
