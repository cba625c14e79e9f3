package dev.proxyherd.places.google;

import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Asks Google, and turns whatever comes of it into an answer. */
final class GooglePlaces implements Places {
  private static final Logger log = LoggerFactory.getLogger(GooglePlaces.class);
  private static final int OK = 200;

  private final GoogleSettings settings;
  private final WebClient client;
  private final AtomicBoolean failing = new AtomicBoolean();

  GooglePlaces(GoogleSettings settings, WebClient client) {
    this.settings = settings;
    this.client = client;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    PlacesAnswer answer;
    try {
      answer = ask(query);
    } catch (RuntimeException failure) {
      answer = failed(PlacesStatus.UNKNOWN_ERROR, explain(failure));
    }
    report(answer);
    return answer;
  }

  private PlacesAnswer ask(PlacesQuery query) {
    var reply =
        settings
            .api()
            .request(client, query)
            .exchangeToMono(GooglePlaces::read)
            .timeout(settings.timeout())
            .block();
    if (reply == null) {
      throw new IllegalStateException("no reply");
    }
    if (reply.http() != OK) {
      // What is wrong is in the status; a page that is not even text does not matter here.
      var error =
          GoogleError.of(reply.http(), StandardCharsets.UTF_8.decode(reply.body()).toString());
      return failed(error.status(), error.message());
    }
    try {
      var json = JsonSpan.of(text(reply.body()));
      if (!json.isObject()) {
        throw new GoogleApi.UnreadableAnswerException("it is not a JSON object");
      }
      return settings.api().read(json, query);
    } catch (CharacterCodingException | JacksonException garbled) {
      throw new GoogleApi.UnreadableAnswerException("it is not JSON in UTF-8");
    }
  }

  private static Mono<Reply> read(ClientResponse response) {
    var http = response.statusCode().value();
    return response
        .bodyToMono(byte[].class)
        .defaultIfEmpty(new byte[0])
        .map(body -> new Reply(http, ByteBuffer.wrap(body)));
  }

  /** Strictly: a byte that is not UTF-8 would otherwise go on as a question mark. */
  private static String text(ByteBuffer body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(body).toString();
  }

  private String explain(Throwable failure) {
    log.debug("Google Places: {}", settings.key().hideIn(failure.toString()));
    return switch (NestedExceptionUtils.getMostSpecificCause(failure)) {
      case GoogleApi.UnreadableAnswerException unreadable ->
          "Google Places answered with something else than places: "
              + unreadable.getMessage()
              + ". Check that herd.places.google.base-url is right for herd.places.provider.";
      case TimeoutException late ->
          "Google Places did not answer within "
              + settings.timeout().toMillis()
              + " ms. Ask again; if it lasts, check the network or raise"
              + " herd.places.google.timeout.";
      case DataBufferLimitException large ->
          "Google Places answered with more than "
              + settings.maxResponseBytes()
              + " bytes. Check herd.places.google.base-url, or raise"
              + " herd.places.google.max-response.";
      case Throwable other ->
          Advice.on(PlacesStatus.UNKNOWN_ERROR) + " (" + other.getClass().getSimpleName() + ")";
    };
  }

  private PlacesAnswer failed(PlacesStatus status, String message) {
    return NearbySearch.failure(status, settings.key().hideIn(message));
  }

  /** Logs when it starts to fail and when that is over, not every time: WHATSATs are many. */
  private void report(PlacesAnswer answer) {
    var status = PlacesStatus.named(answer.status());
    var failed = status == null || status.failed();
    if (failed && failing.compareAndSet(false, true)) {
      log.warn("Google Places fails from now on: {}", answer.json().replaceAll("\\s+", " "));
    } else if (!failed && failing.get() && failing.compareAndSet(true, false)) {
      log.info("Google Places answers again");
    }
  }

  /** What came over the wire. */
  private record Reply(int http, ByteBuffer body) {}
}
