package dev.proxyherd.client;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A places source that answers when it is let. */
final class SlowPlaces implements Places {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch let = new CountDownLatch(1);

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    asked.countDown();
    await(let);
    return new PlacesAnswer("ZERO_RESULTS", Member.NOWHERE);
  }

  void awaitQuestion() {
    await(asked);
  }

  void answer() {
    let.countDown();
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
