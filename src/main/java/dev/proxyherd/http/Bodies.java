package dev.proxyherd.http;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies of requests, up to a length. */
public final class Bodies {
  /** Numbers as they are written, so that no digit of a coordinate is lost. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final int maxBytes;
  private final Duration timeout;

  /**
   * @param timeout how long a body may take to arrive
   */
  Bodies(int maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
  }

  /**
   * The bytes of a body; none for an empty one. Fails with a {@link ProblemException}: 413 for too
   * many, 415 for a type that is none of these, 408 when it does not arrive.
   *
   * @param types none for any
   */
  public Mono<byte[]> bytes(ServerRequest request, MediaType... types) {
    return Mono.defer(
        () -> {
          checkType(request, types);
          if (request.headers().contentLength().orElse(0) > maxBytes) {
            throw tooLarge();
          }
          return DataBufferUtils.join(request.exchange().getRequest().getBody(), maxBytes)
              .map(Bodies::take)
              .defaultIfEmpty(new byte[0])
              .onErrorMap(DataBufferLimitException.class, _ -> tooLarge())
              .timeout(timeout)
              .onErrorMap(
                  TimeoutException.class,
                  _ ->
                      new ProblemException(Problem.TIMEOUT, "the body did not arrive in time")
                          .with(HttpHeaders.CONNECTION, "close"));
        });
  }

  private ProblemException tooLarge() {
    return new ProblemException(
            Problem.TOO_LARGE, "a body has %d bytes at most, herd.web.max-body".formatted(maxBytes))
        .with(HttpHeaders.CONNECTION, "close");
  }

  private static byte[] take(DataBuffer buffer) {
    try {
      var bytes = new byte[buffer.readableByteCount()];
      buffer.read(bytes);
      return bytes;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  private static void checkType(ServerRequest request, MediaType... types) {
    if (types.length == 0) {
      return;
    }
    var given = request.headers().contentType().orElse(null);
    for (var type : types) {
      if (given != null && type.includes(given)) {
        return;
      }
    }
    throw new ProblemException(
            Problem.UNSUPPORTED_MEDIA_TYPE,
            "Content-Type is %s, and has to be %s"
                .formatted(given == null ? "not said" : given, types[0]))
        .with(HttpHeaders.ACCEPT, types[0].toString());
  }

  /** As {@link #bytes}, of JSON; and fails with 400 for what is none. */
  public Mono<JsonNode> json(ServerRequest request) {
    return bytes(request, MediaType.APPLICATION_JSON).map(Bodies::parse);
  }

  /**
   * Reads a text.
   *
   * @throws ProblemException 400 for what is no JSON
   */
  public static JsonNode parse(byte[] json) {
    try {
      var node = JSON.readTree(json);
      if (!node.isMissingNode()) {
        return node;
      }
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new ProblemException(
          Problem.BAD_BODY,
          at == null
              ? "it is no JSON"
              : "it is no JSON: line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
    }
    throw new ProblemException(Problem.BAD_BODY, "there is none");
  }
}
