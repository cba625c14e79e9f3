package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the failures that come with an HTTP status: Google's {@code google.rpc.Status} if there is
 * one, otherwise the HTTP status alone. What Google gives as a reason goes before its code, and its
 * code before the HTTP status.
 *
 * @param status as the Nearby Search would put it
 * @param message what to do, and what Google says; it may hold the key
 * @param retryAfter how long Google asks not to be asked again, up to a day; null if it does not
 */
record GoogleError(PlacesStatus status, String message, @Nullable Duration retryAfter) {
  private static final int MAX_QUOTED = 300;

  private static final String REDIRECTED =
      "The places source sends its callers elsewhere, and a key is not carried there. Set"
          + " herd.places.google.base-url to where the API is.";

  /**
   * Reads a failure.
   *
   * @param http the HTTP status
   * @param retryAfter the header of that name; null if there was none
   * @param text the body, whatever it is
   */
  static GoogleError of(int http, @Nullable String retryAfter, String text, Instant now) {
    var error = error(text);
    var code = error == null ? null : error.string("status");
    var said = error == null ? null : error.string("message");
    var details = details(error);
    var name = first(details, "reason");
    // A wrong key is an INVALID_ARGUMENT by its code; only the reason says what it is.
    var reason = ErrorReason.of(name);
    var status = reason == null ? status(http, code) : reason.status();
    var advice = reason == null ? Advice.on(status) : reason.advice();
    var message = new StringBuilder(http / 100 == 3 ? REDIRECTED : advice);
    message.append(" (HTTP ").append(http);
    Stream.of(Objects.requireNonNullElse(code, ""), Objects.requireNonNullElse(name, ""))
        .filter(word -> !word.isEmpty())
        .forEach(word -> message.append(", ").append(shortened(word)));
    message.append(')');
    if (said != null) {
      message.append(" Google says: ").append(shortened(said));
    }
    var delay =
        RetryDelay.longer(
            RetryDelay.ofHeader(retryAfter, now),
            RetryDelay.ofRetryInfo(first(details, "retryDelay")));
    if (delay != null && delay.isPositive()) {
      message.append(" It asks to be left alone for ").append(delay.toMillis()).append(" ms.");
    }
    return new GoogleError(status, message.toString(), delay);
  }

  private static PlacesStatus status(int http, @Nullable String code) {
    return switch (code) {
      case "PERMISSION_DENIED", "UNAUTHENTICATED" -> PlacesStatus.REQUEST_DENIED;
      case "RESOURCE_EXHAUSTED" -> PlacesStatus.OVER_QUERY_LIMIT;
      case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" ->
          PlacesStatus.INVALID_REQUEST;
      case null, default ->
          switch (http) {
            case 400 -> PlacesStatus.INVALID_REQUEST;
            case 401, 403 -> PlacesStatus.REQUEST_DENIED;
            case 429 -> PlacesStatus.OVER_QUERY_LIMIT;
            default -> PlacesStatus.UNKNOWN_ERROR;
          };
    };
  }

  /** The error in a text; some of Google's front ends put it into an array. */
  private static @Nullable JsonSpan error(String text) {
    try {
      var json = JsonSpan.of(text);
      var answer = json.elements().isEmpty() ? json : json.elements().getFirst();
      return answer.member("error");
    } catch (JacksonException notJson) {
      // A proxy's page, as a rule. The HTTP status has to do.
      return null;
    }
  }

  private static List<JsonSpan> details(@Nullable JsonSpan error) {
    var details = error == null ? null : error.member("details");
    return details == null ? List.of() : details.elements();
  }

  /** Each kind of detail has members of its own. */
  private static @Nullable String first(List<JsonSpan> details, String name) {
    for (var detail : details) {
      var text = detail.string(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static String shortened(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...";
  }
}
