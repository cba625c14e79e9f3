package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is given again, and for how long. */
class CachedTest {
  private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(30));
  private static final Duration LIFE = Duration.ofSeconds(5);

  private final AtomicLong now = new AtomicLong();
  private final GoogleCounts counts = new GoogleCounts();

  private Asker cached(Asker next) {
    return new Cached(next, LIFE, 2, now::get, counts);
  }

  @Test
  void anAnswerIsGivenAgainWhileItLives() {
    var google = new StubAsker();
    var cached = cached(google);
    cached.ask(StubAsker.query(1), DEADLINE);
    now.addAndGet(LIFE.toNanos() - 1);
    cached.ask(StubAsker.query(1), DEADLINE);
    assertThat(google.calls()).isEqualTo(1);
    assertThat(counts.questionsCached()).isEqualTo(1);
    now.addAndGet(1);
    cached.ask(StubAsker.query(1), DEADLINE);
    assertThat(google.calls()).isEqualTo(2);
  }

  @Test
  void aFailureIsNotKept() {
    var google = new StubAsker(Outcome.SERVER_ERROR);
    var cached = cached(google);
    assertThat(cached.ask(StubAsker.query(1), DEADLINE).isAnswered()).isFalse();
    assertThat(cached.ask(StubAsker.query(1), DEADLINE).isAnswered()).isTrue();
  }

  @Test
  void theQuestionAskedLongestAgoMakesRoom() {
    var google = new StubAsker();
    var cached = cached(google);
    for (var bound : new int[] {1, 2, 1, 3, 1}) {
      cached.ask(StubAsker.query(bound), DEADLINE);
    }
    assertThat(google.calls()).isEqualTo(3);
    cached.ask(StubAsker.query(2), DEADLINE);
    assertThat(google.calls()).isEqualTo(4);
  }
}
