package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Asks Google once, over HTTP, and turns whatever comes of it into a result. */
final class OneTry implements Asker {
  private static final Logger log = LoggerFactory.getLogger(OneTry.class);
  private static final int OK = 200;

  /** With which Google, or what stands before it, says that another try may go well. */
  private static final Set<Integer> OF_THE_MOMENT = Set.of(500, 502, 503, 504);

  private final GoogleSettings settings;
  private final WebClient client;
  private final GoogleCounts counts;
  private final InstantSource clock;

  OneTry(GoogleSettings settings, WebClient client, GoogleCounts counts, InstantSource clock) {
    this.settings = settings;
    this.client = client;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    var left = deadline.remaining();
    var limit = settings.calls().responseTimeout();
    Result result;
    try {
      result = call(query, limit.compareTo(left) < 0 ? limit : left);
    } catch (RuntimeException failure) {
      log.debug("Google Places: {}", settings.key().hideIn(failure.toString()));
      result = CallFailure.of(failure, settings, limit.compareTo(left) < 0);
    }
    counts.called(settings.priceClass(), result.outcome());
    return result;
  }

  private Result call(PlacesQuery query, Duration timeout) {
    var reply =
        settings.api().request(client, query).exchangeToMono(OneTry::read).timeout(timeout).block();
    if (reply == null) {
      throw new IllegalStateException("no reply");
    }
    if (reply.http() != OK) {
      return error(reply);
    }
    try {
      var json = JsonSpan.of(text(reply.body()));
      if (!json.isObject()) {
        throw new GoogleApi.UnreadableAnswerException("it is not a JSON object");
      }
      return result(settings.api().read(json, query));
    } catch (CharacterCodingException | JacksonException garbled) {
      throw new GoogleApi.UnreadableAnswerException("it is not JSON in UTF-8");
    }
  }

  private static Mono<Reply> read(ClientResponse response) {
    var http = response.statusCode().value();
    var retryAfter = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    return response
        .bodyToMono(byte[].class)
        .onErrorMap(CallFailure.InBody::new)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Reply(http, retryAfter, ByteBuffer.wrap(body)));
  }

  /** What is wrong is in the status; a page that is not even text does not matter here. */
  private Result error(Reply reply) {
    var text = StandardCharsets.UTF_8.decode(reply.body()).toString();
    var error = GoogleError.of(reply.http(), reply.retryAfter(), text, clock.instant());
    var outcome = outcome(error.status());
    if (outcome == Outcome.SERVER_ERROR && !OF_THE_MOMENT.contains(reply.http())) {
      outcome = Outcome.UNUSABLE;
    }
    return Result.failed(outcome, error.status(), settings.key().hideIn(error.message()))
        .retryAfter(error.retryAfter());
  }

  /** The legacy API tells of failures in its answers. */
  private static Result result(PlacesAnswer answer) {
    var status = PlacesStatus.named(answer.status());
    return status == null || !status.failed()
        ? Result.answered(answer)
        : new Result(outcome(status), answer, Advice.on(status), null);
  }

  private static Outcome outcome(PlacesStatus status) {
    return switch (status) {
      case OK, ZERO_RESULTS -> Outcome.ANSWERED;
      case INVALID_REQUEST, NOT_FOUND -> Outcome.INVALID;
      case OVER_QUERY_LIMIT, OVER_DAILY_LIMIT -> Outcome.THROTTLED;
      case REQUEST_DENIED -> Outcome.DENIED;
      case UNKNOWN_ERROR -> Outcome.SERVER_ERROR;
    };
  }

  /** Strictly: a byte that is not UTF-8 would otherwise go on as a question mark. */
  private static String text(ByteBuffer body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(body).toString();
  }

  /** What came over the wire. */
  private record Reply(int http, @Nullable String retryAfter, ByteBuffer body) {}
}
