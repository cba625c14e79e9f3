package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets those who ask the same at the same time share one call, and whatever comes of it.
 *
 * <p>The call runs on a thread of its own, so that it is nobody's to break off. The same means the
 * same point, radius and bound: which five places Google picks is its own business, and need not be
 * the first five of twenty.
 */
final class Shared implements Asker {
  /** The call keeps the deadline by itself. This is for one that would not. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Asker next;
  private final GoogleCounts counts;
  private final ConcurrentMap<PlacesQuery, CompletableFuture<Result>> calls =
      new ConcurrentHashMap<>();

  Shared(Asker next, GoogleCounts counts) {
    this.next = next;
    this.counts = counts;
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    var mine = new CompletableFuture<Result>();
    var others = calls.putIfAbsent(query, mine);
    if (others == null) {
      Thread.ofVirtual().name("google").start(() -> run(query, deadline, mine));
      return await(mine, deadline);
    }
    counts.shared();
    return await(others, deadline);
  }

  private void run(PlacesQuery query, Deadline deadline, CompletableFuture<Result> call) {
    try {
      var result = next.ask(query, deadline);
      // First, so that whoever has this answer and asks again asks anew.
      calls.remove(query, call);
      call.complete(result);
    } catch (RuntimeException | Error defect) {
      calls.remove(query, call);
      call.completeExceptionally(defect);
    }
  }

  private static Result await(CompletableFuture<Result> call, Deadline deadline) {
    try {
      return call.get(deadline.remaining().plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return failed(Outcome.INTERRUPTED);
    } catch (TimeoutException late) {
      return failed(Outcome.NO_ANSWER);
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private static Result failed(Outcome outcome) {
    return Result.failed(
        outcome, PlacesStatus.UNKNOWN_ERROR, Advice.on(PlacesStatus.UNKNOWN_ERROR));
  }
}
