package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A places source that answers when it is let. */
final class SlowPlaces implements Places {
  private final CountDownLatch let = new CountDownLatch(1);
  private final CompletableFuture<Thread> asking = new CompletableFuture<>();
  private final AtomicInteger questions = new AtomicInteger();

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    asking.complete(Thread.currentThread());
    questions.incrementAndGet();
    await(let);
    return new PlacesAnswer("ZERO_RESULTS", Member.NOWHERE);
  }

  void awaitQuestion() {
    asking.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Waits until so many wait. */
  void awaitQuestions(int count) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> questions.get() == count);
  }

  void answer() {
    let.countDown();
  }

  /** Lets the question be answered, and waits until the connection that asked has ended. */
  void answerAndAwaitEnd() throws InterruptedException {
    answer();
    assertThat(asking.join().join(Duration.ofSeconds(30))).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited for half a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
