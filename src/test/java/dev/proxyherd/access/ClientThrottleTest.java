package dev.proxyherd.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.tcp.RemoteNetwork;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How connections of one address and one principal share what these may send. */
class ClientThrottleTest {
  private static final long SECOND = 1_000_000_000;
  private static final RemoteNetwork HERE = new RemoteNetwork(1, false);
  private static final RemoteNetwork THERE = new RemoteNetwork(2, false);
  private static final Principal ACME = new Principal("acme", List.of(), true);

  private long now;

  private RateLimits limits(int perAddress, int perPrincipal) {
    return new RateLimits(
        new RateLimitProperties(perAddress, perPrincipal, Duration.ofSeconds(1)), () -> now);
  }

  private static ClientThrottle throttle(RateLimits limits, RemoteNetwork address) {
    return requireNonNull(limits.throttle(address));
  }

  @Test
  void isNotThereWithoutALimit() {
    assertThat(limits(0, 0).throttle(HERE)).isNull();
  }

  @Test
  void aCommandThatWaitsHasATurnOfItsOwn() {
    var limits = limits(1, 0);
    var first = throttle(limits, HERE);
    var second = throttle(limits, HERE);
    assertThat(first.delayNanos()).isZero();
    assertThat(first.delayNanos()).isEqualTo(SECOND);
    assertThat(second.delayNanos()).isEqualTo(2 * SECOND);
    now += SECOND;
    assertThat(first.delayNanos()).as("its turn").isZero();
    assertThat(second.delayNanos()).as("not yet").isEqualTo(SECOND);
    now += SECOND;
    assertThat(second.delayNanos()).isZero();
    assertThat(limits.delayedByAddress()).isEqualTo(2);
    assertThat(limits.delayedByPrincipal()).isZero();
  }

  @Test
  void aConnectionThatEndsLeavesItsTurnToOthers() {
    var limits = limits(1, 0);
    var first = throttle(limits, HERE);
    first.delayNanos();
    for (var i = 0; i < 1_000; i++) {
      var inVain = throttle(limits, HERE);
      inVain.delayNanos();
      inVain.close();
    }
    first.close();
    assertThat(first.delayNanos()).isEqualTo(SECOND);
  }

  @Test
  void aPrincipalIsTheSameWhereverItIs() {
    var limits = limits(0, 1);
    var here = throttle(limits, HERE);
    var there = throttle(limits, THERE);
    assertThat(here.delayNanos()).as("nobody yet").isZero();
    here.sentBy(ACME);
    there.sentBy(ACME);
    assertThat(here.delayNanos()).isZero();
    assertThat(there.delayNanos()).isEqualTo(SECOND);
    assertThat(limits.delayedByPrincipal()).isOne();
  }

  @Test
  void theStricterOfTwoLimitsHolds() {
    var limits = limits(1, 10);
    var throttle = throttle(limits, HERE);
    throttle.sentBy(ACME);
    assertThat(throttle.delayNanos()).isZero();
    assertThat(throttle.delayNanos()).isEqualTo(SECOND);
  }
}
