package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks again what may be asked again, if there is time: where there was no connection, where it
 * ended before an answer began, where Google's servers failed, and where Google says when.
 */
final class Retrying implements Asker {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final Asker next;
  private final int retries;
  private final RandomGenerator random;
  private final Consumer<Duration> pauses;
  private final GoogleCounts counts;

  /**
   * @param retries at most so many tries more
   * @param pauses waits for that long
   */
  Retrying(
      Asker next,
      int retries,
      RandomGenerator random,
      Consumer<Duration> pauses,
      GoogleCounts counts) {
    this.next = next;
    this.retries = retries;
    this.random = random;
    this.pauses = pauses;
    this.counts = counts;
  }

  /** Keeps the thread waiting. */
  static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    var result = next.ask(query, deadline);
    for (var retry = 0; retry < retries; retry++) {
      var pause = pauseBefore(retry, result);
      if (pause == null || pause.compareTo(deadline.untilLastCall()) >= 0) {
        return result;
      }
      pauses.accept(pause);
      var again = next.ask(query, deadline);
      if (!again.outcome().isCall()) {
        return result; // says more than that it was not asked again
      }
      counts.retried();
      result = again;
    }
    return result;
  }

  /** Null where it is not to be asked again. */
  private @Nullable Duration pauseBefore(int retry, Result result) {
    var asked = result.retryAfter();
    return switch (result.outcome()) {
      case UNREACHED, RESET, SERVER_ERROR -> longer(backOff(retry), asked);
      case THROTTLED -> asked == null ? null : asked.plus(backOff(0));
      default -> null;
    };
  }

  /** Twice as long each time, less a random part of up to half: callers drift apart. */
  private Duration backOff(int retry) {
    var nanos = FIRST_PAUSE.multipliedBy(1L << retry).toNanos();
    return Duration.ofNanos(random.nextLong(nanos / 2, nanos + 1));
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) > 0 ? one : other;
  }
}
