package dev.proxyherd.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How fast each may go, by a clock that the test moves. */
class RateLimiterTest {
  private static final int MAX_KEYS = 2_000;
  private static final long MILLI = 1_000_000;

  /** About to run over, as the real one may be. */
  private long now = Long.MAX_VALUE - 1000 * MILLI;

  /** Ten turns a second, five after a pause. */
  private final RateLimiter<String> limiter =
      new RateLimiter<>(10, Duration.ofMillis(500), MAX_KEYS, this::now);

  private long now() {
    return now;
  }

  @Test
  void lastsForABurstAndThenGivesTurnsAtTheRate() {
    for (var i = 0; i < 5; i++) {
      assertThat(limiter.take("kiwi")).isNotPositive();
    }
    assertThat(limiter.take("kiwi")).isEqualTo(100 * MILLI);
    assertThat(limiter.take("kiwi")).isEqualTo(200 * MILLI);
    now += 250 * MILLI;
    assertThat(limiter.take("kiwi")).isEqualTo(50 * MILLI);
    now += 10_000 * MILLI;
    for (var i = 0; i < 5; i++) {
      assertThat(limiter.take("kiwi")).as("no more is saved up than a burst").isNotPositive();
    }
    assertThat(limiter.take("kiwi")).isEqualTo(100 * MILLI);
  }

  @Test
  void nobodyPaysForAnother() {
    for (var i = 0; i < 100; i++) {
      limiter.take("greedy");
    }
    assertThat(limiter.take("kiwi")).isNotPositive();
  }

  @Test
  void aTurnThatIsGivenBackIsSomebodyElses() {
    for (var i = 0; i < 6; i++) {
      limiter.take("kiwi");
    }
    limiter.giveBack("kiwi");
    limiter.giveBack("never seen");
    assertThat(limiter.take("kiwi")).isEqualTo(100 * MILLI);
  }

  @Test
  void theShortestBurstIsOneTurn() {
    var strict = new RateLimiter<String>(10, Duration.ZERO, MAX_KEYS, this::now);
    assertThat(strict.take("kiwi")).isNotPositive();
    assertThat(strict.take("kiwi")).isEqualTo(100 * MILLI);
  }

  /** Whatever the times at which one asks. */
  @Test
  void inTheLongRunNobodyHasMoreThanTheRateAndABurst() {
    var random = Seeds.random();
    var begun = now;
    var taken = 0;
    for (var i = 0; i < 1_000; i++) {
      now += random.nextLong(100 * MILLI);
      var delay = limiter.take("kiwi");
      now += Math.max(0, delay);
      taken++;
      assertThat(taken).isLessThanOrEqualTo(5 + (int) ((now - begun) / (100 * MILLI)));
    }
  }

  @Test
  void forgetsThoseWhoseAllowanceIsWholeAgain() {
    for (var i = 0; i < 100_000; i++) {
      limiter.take("client " + i);
      now += MILLI;
    }
    assertThat(limiter.size()).isLessThanOrEqualTo(MAX_KEYS);
    assertThat(limiter.take("one more")).as("there is room for it").isNotPositive();
  }

  @Test
  void ofMoreThanItRemembersTheOthersShareOneAllowance() {
    for (var i = 0; i < MAX_KEYS; i++) {
      limiter.take("client " + i);
    }
    for (var i = 0; i < 5; i++) {
      assertThat(limiter.take("other " + i)).isNotPositive();
    }
    assertThat(limiter.take("one more")).isPositive();
    assertThat(limiter.take("client 7")).as("known before").isNotPositive();
    assertThat(limiter.size()).isEqualTo(MAX_KEYS + 1);
  }
}
