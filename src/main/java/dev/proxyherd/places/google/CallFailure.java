package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.Exceptions;
import reactor.netty.channel.AbortedException;

/** What an exception of the HTTP client tells of a call. */
final class CallFailure {
  private CallFailure() {}

  /** The answer had begun. */
  static final class InBody extends RuntimeException {
    InBody(Throwable cause) {
      super(cause);
    }
  }

  /**
   * The result of a call that ended with an exception.
   *
   * @param ofOneTry whether a try has less time than the question
   */
  static Result of(RuntimeException failure, GoogleSettings settings, boolean ofOneTry) {
    var cause = NestedExceptionUtils.getMostSpecificCause(Exceptions.unwrap(failure));
    var message = settings.key().hideIn(message(cause, settings, ofOneTry));
    return Result.failed(outcome(failure, cause), PlacesStatus.UNKNOWN_ERROR, message);
  }

  private static Outcome outcome(RuntimeException failure, Throwable cause) {
    return switch (cause) {
      case GoogleApi.UnreadableAnswerException _ -> Outcome.UNUSABLE;
      case DataBufferLimitException _ -> Outcome.UNUSABLE;
      case TimeoutException _ -> Outcome.NO_ANSWER;
      case InterruptedException _ -> Outcome.INTERRUPTED;
      case ConnectException _ -> Outcome.UNREACHED;
      case NoRouteToHostException _ -> Outcome.UNREACHED;
      case UnknownHostException _ -> Outcome.UNREACHED;
      case SSLHandshakeException _ -> Outcome.UNREACHED;
      case AbortedException _ -> Outcome.RESET;
      case IOException _ ->
          failure instanceof WebClientRequestException ? Outcome.RESET : Outcome.NO_ANSWER;
      default -> Outcome.UNUSABLE;
    };
  }

  private static String message(Throwable cause, GoogleSettings settings, boolean ofOneTry) {
    return switch (cause) {
      case GoogleApi.UnreadableAnswerException unreadable ->
          "Google Places answered with something else than places: "
              + unreadable.getMessage()
              + ". Check that herd.places.google.base-url is right for herd.places.provider.";
      case TimeoutException _ ->
          "Google Places did not answer within %d ms. Ask again; if it lasts, check the network or raise herd.places.google.%s."
              .formatted(
                  (ofOneTry ? settings.calls().responseTimeout() : settings.timeout()).toMillis(),
                  ofOneTry ? "network.response-timeout" : "timeout");
      case DataBufferLimitException _ ->
          "Google Places answered with more than %d bytes. Check herd.places.google.base-url, or raise herd.places.google.max-response."
              .formatted(settings.maxResponseBytes());
      case Throwable other ->
          Advice.on(PlacesStatus.UNKNOWN_ERROR) + " (" + other.getClass().getSimpleName() + ")";
    };
  }
}
