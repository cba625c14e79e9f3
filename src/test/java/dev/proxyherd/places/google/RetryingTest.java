package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked again, how often and when; on a clock that only pauses move. */
class RetryingTest {
  /** What a call is to have of the time. */
  private static final Duration CALL = Duration.ofSeconds(3);

  private final AtomicLong now = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final GoogleCounts counts = new GoogleCounts();

  private Result ask(Asker asker, Duration patience) {
    return new Retrying(asker, 2, new Random(1), this::pause, counts)
        .ask(StubAsker.QUERY, new Deadline(patience, CALL, now::get));
  }

  private void pause(Duration pause) {
    pauses.add(pause);
    now.addAndGet(pause.toNanos());
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhatMayBeAskedAgainIs(Outcome outcome) {
    var asker = new StubAsker(outcome);
    var again =
        switch (outcome) {
          case UNREACHED, RESET, SERVER_ERROR -> true;
          default -> false;
        };
    assertThat(ask(asker, Duration.ofSeconds(8)).outcome())
        .isEqualTo(again ? Outcome.ANSWERED : outcome);
    assertThat(asker.calls()).isEqualTo(again ? 2 : 1);
    assertThat(counts.retries()).isEqualTo(again ? 1 : 0);
  }

  @Test
  void triesAreBoundedAndDriftApart() {
    var asker = new StubAsker(Outcome.RESET, Outcome.RESET, Outcome.UNREACHED, Outcome.ANSWERED);
    assertThat(ask(asker, Duration.ofSeconds(8)).outcome()).isEqualTo(Outcome.UNREACHED);
    assertThat(asker.calls()).isEqualTo(3);
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void thereIsNoTryForWhichThereIsNoTime() {
    var asker = new StubAsker(Outcome.SERVER_ERROR, Outcome.SERVER_ERROR);
    assertThat(ask(asker, CALL.plusMillis(50)).outcome()).isEqualTo(Outcome.SERVER_ERROR);
    assertThat(asker.calls()).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void googlesOwnTimeIsKept() {
    var throttled = StubAsker.result(Outcome.THROTTLED).retryAfter(Duration.ofSeconds(2));
    assertThat(ask(new StubAsker().then(throttled), Duration.ofSeconds(8)).outcome())
        .isEqualTo(Outcome.ANSWERED);
    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(2050), Duration.ofMillis(2100));
    var late = new StubAsker().then(throttled);
    assertThat(ask(late, CALL.plusSeconds(2))).isEqualTo(throttled);
    assertThat(late.calls()).as("its time does not fit").isEqualTo(1);
  }

  @Test
  void whatCannotBeAskedAgainKeepsItsReason() {
    var asker = new StubAsker(Outcome.SERVER_ERROR, Outcome.OVER_DAY);
    assertThat(ask(asker, Duration.ofSeconds(8)).outcome()).isEqualTo(Outcome.SERVER_ERROR);
    assertThat(counts.retries()).isZero();
  }
}
