package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads the failures that come with an HTTP status: Google's {@code google.rpc.Status} if there is
 * one, otherwise the HTTP status alone.
 *
 * @param status as the Nearby Search would put it
 * @param message what to do, and what Google says; it may hold the key
 */
record GoogleError(PlacesStatus status, String message) {
  private static final int MAX_QUOTED = 300;

  static GoogleError of(int http, String text) {
    var error = error(text);
    var code = error == null ? null : error.string("status");
    var reason = error == null ? null : reason(error);
    var said = error == null ? null : error.string("message");
    var status = status(http, code, reason);
    var message = new StringBuilder(http / 100 == 3 ? REDIRECTED : Advice.on(status));
    message.append(" (HTTP ").append(http);
    for (var detail : new @Nullable String[] {code, reason}) {
      if (detail != null) {
        message.append(", ").append(shortened(detail));
      }
    }
    message.append(')');
    if (said != null) {
      message.append(" Google says: ").append(shortened(said));
    }
    return new GoogleError(status, message.toString());
  }

  private static final String REDIRECTED =
      "The places source sends its callers elsewhere, and a key is not carried there. Set"
          + " herd.places.google.base-url to where the API is.";

  private static PlacesStatus status(int http, @Nullable String code, @Nullable String reason) {
    // A wrong key is an INVALID_ARGUMENT by its code; only the reason says what it is.
    var byReason =
        switch (reason) {
          case "SERVICE_DISABLED", "BILLING_DISABLED", "CONSUMER_INVALID", "CONSUMER_SUSPENDED" ->
              PlacesStatus.REQUEST_DENIED;
          case "RATE_LIMIT_EXCEEDED", "RESOURCE_QUOTA_EXCEEDED" -> PlacesStatus.OVER_QUERY_LIMIT;
          case String other when other.startsWith("API_KEY_") -> PlacesStatus.REQUEST_DENIED;
          case null, default -> null;
        };
    if (byReason != null) {
      return byReason;
    }
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

  private static @Nullable JsonSpan error(String text) {
    try {
      return JsonSpan.of(text).member("error");
    } catch (JacksonException notJson) {
      // A proxy's page, as a rule. The HTTP status has to do.
      return null;
    }
  }

  private static @Nullable String reason(JsonSpan error) {
    var details = error.member("details");
    if (details != null) {
      for (var detail : details.elements()) {
        var reason = detail.string("reason");
        if (reason != null) {
          return reason;
        }
      }
    }
    return null;
  }

  private static String shortened(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...";
  }
}
