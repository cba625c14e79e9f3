package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets so many calls be under way at once. The others wait, first come first served. */
final class InTurn implements Asker {
  private final Asker next;
  private final int maxCalls;
  private final int maxWaiting;
  private final Semaphore turns;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param maxCalls how many may be under way
   * @param maxWaiting how many may wait for their turn; more are refused
   */
  InTurn(Asker next, int maxCalls, int maxWaiting) {
    this.next = next;
    this.maxCalls = maxCalls;
    this.maxWaiting = maxWaiting;
    turns = new Semaphore(maxCalls, true);
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    try {
      // With a time-out of 0, which keeps to the order; without one it would jump the queue.
      if (!turns.tryAcquire(0, TimeUnit.NANOSECONDS)) {
        var refusal = await(deadline);
        if (refusal != null) {
          return refusal;
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Result.failed(
          Outcome.INTERRUPTED, PlacesStatus.UNKNOWN_ERROR, Advice.on(PlacesStatus.UNKNOWN_ERROR));
    }
    try {
      return next.ask(query, deadline);
    } finally {
      turns.release();
    }
  }

  private @Nullable Result await(Deadline deadline) throws InterruptedException {
    try {
      if (waiting.incrementAndGet() > maxWaiting) {
        return Result.failed(
            Outcome.QUEUE_FULL,
            PlacesStatus.OVER_QUERY_LIMIT,
            "This member has %d calls of Google Places under way, and %d questions wait. Ask again, or raise herd.places.google.connections or max-waiting."
                .formatted(maxCalls, maxWaiting));
      }
      if (!turns.tryAcquire(deadline.untilLastCall().toNanos(), TimeUnit.NANOSECONDS)) {
        return Result.failed(
            Outcome.WAITED_TOO_LONG,
            PlacesStatus.UNKNOWN_ERROR,
            "Google Places is slow: %d calls are under way, and this question's turn did not come in time. Ask again; if it lasts, raise herd.places.google.connections."
                .formatted(maxCalls));
      }
      return null;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** How many calls are under way, with the pauses between their tries. */
  int underWay() {
    return maxCalls - turns.availablePermits();
  }

  /** How many questions wait. */
  int waiting() {
    return Math.min(maxWaiting, waiting.get());
  }
}
