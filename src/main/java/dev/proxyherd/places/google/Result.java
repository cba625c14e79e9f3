package dev.proxyherd.places.google;

import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a question to Google.
 *
 * @param answer for the client, also of a failure
 * @param message what is wrong and what to do; empty where nothing is
 * @param retryAfter how long Google would have its callers wait; null where it does not say
 */
record Result(Outcome outcome, PlacesAnswer answer, String message, @Nullable Duration retryAfter) {

  static Result answered(PlacesAnswer answer) {
    return new Result(Outcome.ANSWERED, answer, "", null);
  }

  static Result failed(Outcome outcome, PlacesStatus status, String message) {
    return new Result(outcome, NearbySearch.failure(status, message), message, null);
  }

  Result retryAfter(@Nullable Duration wait) {
    return new Result(outcome, answer, message, wait);
  }

  boolean isAnswered() {
    return outcome == Outcome.ANSWERED;
  }

  /** The status to fail with, where this is why. */
  PlacesStatus status() {
    var status = PlacesStatus.named(answer.status());
    return status == null ? PlacesStatus.UNKNOWN_ERROR : status;
  }
}
