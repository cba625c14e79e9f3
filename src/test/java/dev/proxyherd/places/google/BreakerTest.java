package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When Google is left alone, and when it is asked again. */
class BreakerTest {
  private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(30));
  private static final Duration OPEN_FOR = Duration.ofSeconds(10);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T20:00:00Z"));
  private final Breaker breaker = new Breaker(new BreakerProperties(50, 6, OPEN_FOR), clock);

  private Result ask(Outcome outcome) {
    return new BehindBreaker(new StubAsker(outcome), breaker).ask(StubAsker.QUERY, DEADLINE);
  }

  private void open() {
    ask(Outcome.SERVER_ERROR);
    ask(Outcome.ANSWERED);
    ask(Outcome.DENIED);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void opensWhenHalfOfTheLatestCallsHaveFailed() {
    ask(Outcome.SERVER_ERROR);
    ask(Outcome.ANSWERED);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.refusal()).isNull();
    ask(Outcome.DENIED);
    var refused = ask(Outcome.ANSWERED);
    assertThat(refused.outcome()).isEqualTo(Outcome.BREAKER_OPEN);
    assertThat(refused.answer().status()).as("the latest reason").isEqualTo("REQUEST_DENIED");
    assertThat(refused.message())
        .contains("is not asked before 2026-11-21T20:00:10Z. Told: DENIED");
    assertThat(breaker.refusal()).isEqualTo(refused);
    assertThat(breaker.transitions(BreakerState.OPEN)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTroubleCounts(Outcome outcome) {
    for (var call = 0; call < 10; call++) {
      ask(outcome);
    }
    assertThat(breaker.state())
        .isEqualTo(outcome.isTrouble() ? BreakerState.OPEN : BreakerState.CLOSED);
  }

  @Test
  void closesWhenTheTrialsGoWell() {
    open();
    clock.move(OPEN_FOR.plusMillis(1));
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.refusal()).isNull();
    ask(Outcome.ANSWERED);
    ask(Outcome.INVALID);
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    ask(Outcome.ANSWERED);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(breaker.transitions(BreakerState.CLOSED)).isEqualTo(1);
  }

  @Test
  void opensAgainWhenTheTrialsFail() {
    open();
    clock.move(OPEN_FOR.plusMillis(1));
    for (var trial = 0; trial < 3; trial++) {
      assertThat(ask(Outcome.NO_ANSWER).outcome()).isEqualTo(Outcome.NO_ANSWER);
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(ask(Outcome.ANSWERED).message()).contains("before 2026-11-21T20:00:20Z");
  }

  @Test
  void letsOnlyAFewTryAtATime() {
    open();
    clock.move(OPEN_FOR.plusMillis(1));
    for (var trial = 0; trial < 3; trial++) {
      assertThat(breaker.tryAcquire()).isTrue();
    }
    assertThat(breaker.tryAcquire()).isFalse();
    assertThat(breaker.refused().message()).contains("is being tried by a few questions");
    // One that was not asked after all, for want of a budget, leaves its place to another.
    breaker.record(StubAsker.result(Outcome.OVER_DAY));
    assertThat(breaker.tryAcquire()).isTrue();
    breaker.record(null);
    assertThat(breaker.tryAcquire()).isTrue();
  }
}
