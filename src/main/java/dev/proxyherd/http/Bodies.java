package dev.proxyherd.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
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

  /** Of a body that is too long, so much is read and thrown away before the answer. */
  private static final int MAX_READ = 8 * 1024 * 1024;

  private static final String IS_READ = Bodies.class.getName() + ".isRead";

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
    return bytesOrTooMany(request, types).map(bytes -> bytes.orElseThrow(this::tooLarge));
  }

  /**
   * As {@link #bytes}; but empty for a body that is too long, which has been read to its end, since
   * who is still sending hears no answer. Fails with 413 only for one that is longer than any body
   * may be.
   */
  public Mono<Optional<byte[]>> bytesOrTooMany(ServerRequest request, MediaType... types) {
    return Mono.defer(
        () -> {
          checkType(request, types);
          if (request.headers().contentLength().orElse(0) > MAX_READ) {
            throw tooLarge().with(HttpHeaders.CONNECTION, "close");
          }
          request.attributes().put(IS_READ, true);
          var read = new Reading(maxBytes);
          return request
              .exchange()
              .getRequest()
              .getBody()
              .doOnNext(read::take)
              .takeUntil(_ -> read.length > MAX_READ)
              .then(Mono.fromCallable(() -> read.bytes(this::tooLarge)))
              .timeout(timeout)
              .onErrorMap(
                  TimeoutException.class,
                  _ ->
                      new ProblemException(Problem.TIMEOUT, "the body did not arrive in time")
                          .with(HttpHeaders.CONNECTION, "close"));
        });
  }

  /** Whether a request's body has been read, or has begun to be. */
  static boolean isRead(ServerWebExchange exchange) {
    return exchange.getAttributes().containsKey(IS_READ);
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.TOO_LARGE, "a body has %d bytes at most, herd.web.max-body".formatted(maxBytes));
  }

  /** What has arrived of a body. Used by one thread after the other. */
  private static final class Reading {
    private final int maxBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long length;

    Reading(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    void take(DataBuffer buffer) {
      try {
        length += buffer.readableByteCount();
        if (length > maxBytes) {
          kept.reset();
        } else {
          var bytes = new byte[buffer.readableByteCount()];
          buffer.read(bytes);
          kept.writeBytes(bytes);
        }
      } finally {
        DataBufferUtils.release(buffer);
      }
    }

    Optional<byte[]> bytes(Supplier<ProblemException> tooLarge) {
      if (length > MAX_READ) {
        throw tooLarge.get().with(HttpHeaders.CONNECTION, "close");
      }
      return length > maxBytes ? Optional.empty() : Optional.of(kept.toByteArray());
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
