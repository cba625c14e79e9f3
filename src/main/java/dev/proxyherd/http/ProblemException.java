package dev.proxyherd.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Ends the handling of a request: it is answered with a problem. Has no stack trace to log. */
public final class ProblemException extends RuntimeException {
  private final Problem problem;
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * @param detail what is wrong this time, and what would be right, as a sentence without its full
   *     stop; holds nothing secret
   */
  public ProblemException(Problem problem, String detail) {
    super(detail, null, false, false);
    this.problem = problem;
  }

  /** A problem that may have passed after some time. */
  public static ProblemException retryAfter(Problem problem, String detail, Duration pause) {
    var seconds = Math.max(1, Math.ceilDiv(pause.toMillis(), 1000));
    return new ProblemException(problem, detail)
        .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
  }

  /** A wrong query parameter. */
  public static ProblemException parameter(String name, @Nullable String value, String right) {
    return new ProblemException(
        Problem.BAD_PARAMETER,
        value == null
            ? "the parameter %s is missing: %s".formatted(name, right)
            : "%s=%s: %s".formatted(name, value, right));
  }

  /** The same with one more header in the answer. */
  ProblemException with(String header, String value) {
    headers.add(header, value);
    return this;
  }

  public Problem problem() {
    return problem;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  HttpHeaders headers() {
    return headers;
  }
}
