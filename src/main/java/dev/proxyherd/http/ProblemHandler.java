package dev.proxyherd.http;

import dev.proxyherd.location.StoreUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers whatever goes wrong with problem details (RFC 9457), also what the router or a decoder
 * says. What a client did stays out of the log; a defect of the member's own stands there once a
 * minute.
 */
final class ProblemHandler implements WebExceptionHandler {
  private static final Log LOG = LogFactory.getLog(ProblemHandler.class);
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long MAX_REST = 1024 * 1024;
  private static final Duration STORE_PAUSE = Duration.ofSeconds(5);
  private static final Duration REST_LIMIT = Duration.ofSeconds(1);

  private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    var response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    if (Departed.isCauseOf(failure) || Departed.isAnswered(response)) {
      return Mono.never(); // until the end of the connection, which is near
    }
    var problem = problemOf(failure);
    var headers = response.getHeaders();
    response.setStatusCode(problem.problem().status());
    headers.remove(HttpHeaders.ETAG);
    headers.addAll(problem.headers());
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    var body = json(problem.problem(), problem.detail());
    headers.setContentLength(body.length);
    return readRest(exchange)
        .then(response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body))));
  }

  /**
   * Reads what a handler has left of the body: Reactor Netty would read no further request behind
   * it. Where that is much, or does not come, the connection ends with the answer.
   */
  private static Mono<Void> readRest(ServerWebExchange exchange) {
    if (Bodies.isRead(exchange)) {
      return Mono.empty();
    }
    var headers = exchange.getRequest().getHeaders();
    if (headers.containsHeader(HttpHeaders.EXPECT) || headers.getContentLength() > MAX_REST) {
      endIf(true, exchange); // it waits to be told to send it, or sends too much
      return Mono.empty();
    }
    var left = new AtomicLong(MAX_REST);
    return exchange
        .getRequest()
        .getBody()
        .doOnNext(
            buffer -> {
              left.addAndGet(-buffer.readableByteCount());
              DataBufferUtils.release(buffer);
            })
        .takeWhile(_ -> left.get() > 0)
        .then(Mono.fromRunnable(() -> endIf(left.get() <= 0, exchange)))
        .timeout(REST_LIMIT)
        .onErrorResume(
            failure -> {
              endIf(failure instanceof TimeoutException, exchange);
              return Mono.empty();
            })
        .then();
  }

  private static void endIf(boolean condition, ServerWebExchange exchange) {
    if (condition) {
      exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
  }

  /** The body of an answer. */
  static byte[] json(Problem problem, @Nullable String detail) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status().value());
    if (detail != null) {
      body.put("detail", detail);
    }
    return JsonMapper.shared().writeValueAsBytes(body);
  }

  private ProblemException problemOf(Throwable failure) {
    return switch (failure) {
      case ProblemException known -> known;
      case StoreUnavailableException _ ->
          ProblemException.retryAfter(
              Problem.STORE_UNAVAILABLE, String.valueOf(failure.getMessage()), STORE_PAUSE);
      case InvalidMediaTypeException _ ->
          new ProblemException(Problem.BAD_REQUEST, "Accept or Content-Type is no media type");
      case DataBufferLimitException _ ->
          new ProblemException(Problem.TOO_LARGE, "the body is longer than this path takes")
              .with(HttpHeaders.CONNECTION, "close");
      case ResponseStatusException status -> of(status);
      default -> {
        logOnceAMinute(failure);
        yield new ProblemException(Problem.INTERNAL_ERROR, "the member's log says more");
      }
    };
  }

  private static ProblemException of(ResponseStatusException failure) {
    if (failure.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
      return new ProblemException(
          Problem.NO_SUCH_PATH, "see /v1/openapi.json for the paths that there are");
    }
    var reason = failure.getReason();
    return new ProblemException(
        Problem.of(failure.getStatusCode().value()),
        reason == null ? "the request cannot be served" : reason);
  }

  private void logOnceAMinute(Throwable failure) {
    var now = System.nanoTime();
    var until = silentUntil.get();
    if ((until == Long.MIN_VALUE || now - until > 0)
        && silentUntil.compareAndSet(until, now + MINUTE_NANOS)) {
      LOG.error("A request has failed, and more may this minute", failure);
    }
  }
}
