package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Those who ask the same at the same time share what comes of it. */
class SharedTest {
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final GoogleCounts counts = new GoogleCounts();

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  private CompletableFuture<Result> ask(Asker asker, PlacesQuery query) {
    return CompletableFuture.supplyAsync(
        () -> asker.ask(query, Deadline.in(Duration.ofSeconds(30))), clients);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWERED", "SERVER_ERROR", "OVER_DAY"})
  void oneCallServesAllWhateverComesOfIt(Outcome outcome) {
    var google = new HeldAsker(outcome);
    var shared = new Shared(google, counts);
    var answers = new ArrayList<CompletableFuture<Result>>();
    for (var client = 0; client < 100; client++) {
      answers.add(ask(shared, StubAsker.query(5)));
    }
    await().until(() -> counts.questionsShared() == 99);
    google.let(1);
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.join().outcome()).isEqualTo(outcome));
    assertThat(google.asked()).hasSize(1);
    // What is asked later is asked anew.
    google.let(1);
    ask(shared, StubAsker.query(5)).join();
    assertThat(google.asked()).hasSize(2);
  }

  @Test
  void anotherBoundIsAnotherQuestion() {
    var google = new HeldAsker(Outcome.ANSWERED);
    var shared = new Shared(google, counts);
    var answers = List.of(ask(shared, StubAsker.query(5)), ask(shared, StubAsker.query(20)));
    await().until(() -> google.asked().size() == 2);
    google.let(2);
    answers.forEach(CompletableFuture::join);
    assertThat(counts.questionsShared()).isZero();
  }

  @Test
  void whoGivesUpDoesNotBreakItOffForTheOthers() throws Exception {
    var google = new HeldAsker(Outcome.ANSWERED);
    var shared = new Shared(google, counts);
    var first = new CompletableFuture<Result>();
    var asking =
        Thread.ofVirtual()
            .start(
                () ->
                    first.complete(
                        shared.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(30)))));
    await().until(() -> google.asked().size() == 1);
    var other = ask(shared, StubAsker.QUERY);
    await().until(() -> counts.questionsShared() == 1);
    asking.interrupt();
    assertThat(first.join().outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(other).isNotDone();
    google.let(1);
    assertThat(other.join().outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(google.asked()).hasSize(1);
  }

  @Test
  void aDefectReachesThoseWhoAskedAndNobodyLater() {
    var defect = new IllegalStateException("broken on purpose");
    var shared =
        new Shared(
            (query, deadline) -> {
              throw defect;
            },
            counts);
    for (var time = 0; time < 2; time++) {
      assertThatThrownBy(() -> shared.ask(StubAsker.QUERY, Deadline.in(Duration.ofSeconds(30))))
          .hasCause(defect);
    }
    assertThat(counts.questionsShared()).isZero();
  }
}
