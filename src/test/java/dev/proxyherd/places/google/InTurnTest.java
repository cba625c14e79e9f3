package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** So many calls at once, the others one after the other, and no more than so many of these. */
class InTurnTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final HeldAsker google = new HeldAsker(Outcome.ANSWERED);

  @AfterEach
  void stop() {
    google.let(1_000);
    clients.shutdownNow();
  }

  private CompletableFuture<Result> ask(InTurn turns, int bound, Duration patience) {
    return CompletableFuture.supplyAsync(
        () -> turns.ask(StubAsker.query(bound), Deadline.in(patience)), clients);
  }

  @Test
  void firstComeFirstServed() {
    var turns = new InTurn(google, 1, 20);
    var answers = new ArrayList<CompletableFuture<Result>>();
    answers.add(ask(turns, 1, LONG));
    await().until(() -> turns.underWay() == 1);
    for (var bound = 2; bound <= 20; bound++) {
      answers.add(ask(turns, bound, LONG));
      var waiting = bound - 1;
      await().until(() -> turns.waiting() == waiting);
    }
    google.let(20);
    answers.forEach(answer -> assertThat(answer.join().isAnswered()).isTrue());
    assertThat(google.asked())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20).mapToObj(StubAsker::query).toList());
    assertThat(turns.underWay()).isZero();
  }

  @Test
  void neverMoreThanSoManyAtOnce() {
    var turns = new InTurn(google, 3, 100);
    var answers = new ArrayList<CompletableFuture<Result>>();
    for (var client = 0; client < 50; client++) {
      answers.add(ask(turns, 1, LONG));
    }
    await().until(() -> turns.waiting() == 47);
    assertThat(google.asked()).hasSize(3);
    assertThat(turns.underWay()).isEqualTo(3);
    google.let(1);
    await().until(() -> google.asked().size() == 4);
    assertThat(turns.waiting()).isEqualTo(46);
    google.let(49);
    answers.forEach(answer -> assertThat(answer.join().isAnswered()).isTrue());
  }

  @Test
  void whoeverComesWhenTooManyWaitIsRefusedAtOnce() {
    var turns = new InTurn(google, 1, 2);
    var answers = List.of(ask(turns, 1, LONG), ask(turns, 1, LONG), ask(turns, 1, LONG));
    await().until(() -> turns.waiting() == 2);
    var refused = turns.ask(StubAsker.QUERY, Deadline.in(LONG));
    assertThat(refused.outcome()).isEqualTo(Outcome.QUEUE_FULL);
    assertThat(refused.answer().status()).isEqualTo("OVER_QUERY_LIMIT");
    assertThat(refused.message()).contains("1 calls").contains("2 questions wait");
    google.let(3);
    answers.forEach(answer -> assertThat(answer.join().isAnswered()).isTrue());
  }

  @Test
  void aTurnThatWouldLeaveACallTooLittleTimeIsNotWaitedFor() {
    var turns = new InTurn(google, 1, 2);
    var whole = new Deadline(LONG, LONG, System::nanoTime);
    var first = CompletableFuture.supplyAsync(() -> turns.ask(StubAsker.QUERY, whole), clients);
    await().until(() -> turns.underWay() == 1);
    assertThat(turns.ask(StubAsker.QUERY, whole).outcome()).isEqualTo(Outcome.WAITED_TOO_LONG);
    google.let(1);
    assertThat(first.join().isAnswered()).as("nobody was before it").isTrue();
  }

  @Test
  void waitsNoLongerThanItsDeadline() {
    var turns = new InTurn(google, 1, 2);
    var first = ask(turns, 1, LONG);
    await().until(() -> turns.underWay() == 1);
    var late = turns.ask(StubAsker.QUERY, Deadline.in(Duration.ofMillis(20)));
    assertThat(late.outcome()).isEqualTo(Outcome.WAITED_TOO_LONG);
    assertThat(turns.waiting()).isZero();
    google.let(1);
    assertThat(first.join().isAnswered()).isTrue();
    assertThat(google.asked()).as("it was not asked").hasSize(1);
  }
}
