package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/** The key reaches Google and nothing else, not even the logs at their most talkative. */
class KeySecrecyTest {
  private static final String ENCODED = "AIza%2BSecret%2FKey%3D";
  private static final List<String> SPELLINGS =
      List.of(
          GoogleCalls.KEY,
          ENCODED,
          "AIza%2bSecret/Key%3d",
          "AIza+Secret\\/Key=",
          "AIza\\u002BSecret\\u002fKey\\u003d",
          "AIza&#43;Secret&#x2F;Key=");

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            logged.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        }
      };
  private Level level = Level.INFO;

  @BeforeEach
  void listen() {
    level = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(other -> other.addFilter(Silence.INSTANCE));
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    root.setLevel(level);
    root.detachAppender(appender);
    root.iteratorForAppenders().forEachRemaining(other -> other.clearAllFilters());
  }

  @Test
  void theKeyIsNeitherLoggedNorAnswered() throws Exception {
    var echo =
        """
        {"error": {"message": "Bad key SPELT", "status": "SPELT", "details": [{"reason": "SPELT"}]},
         "status": "REQUEST_DENIED", "results": [], "error_message": "Bad key SPELT"}
        """
            .replace("SPELT", String.join(" ", SPELLINGS));
    var location = "https://elsewhere/?key=%s&continue=%s".formatted(ENCODED, GoogleCalls.KEY);
    for (var provider : new String[] {"google", "google-legacy"}) {
      for (var http : new int[] {200, 302, 307, 403, 429, 500}) {
        var headers = "Location: %s\r\nRetry-After: %s\r\n".formatted(location, GoogleCalls.KEY);
        try (var google = FakeGoogle.answering(http + " Whatever", headers, echo.getBytes(UTF_8))) {
          var answer = GoogleCalls.places(provider, google).near(GoogleCalls.QUERY);
          assertThat(google.request()).containsAnyOf(GoogleCalls.KEY, ENCODED);
          assertSecret(answer.json());
        }
      }
      try (var google = new FakeGoogle((connection, out) -> connection.setSoLinger(true, 0))) {
        assertSecret(GoogleCalls.places(provider, google).near(GoogleCalls.QUERY).json());
      }
      var nowhere = GoogleCalls.places(provider, "http://127.0.0.1:1", Duration.ofSeconds(30));
      assertSecret(nowhere.near(GoogleCalls.QUERY).json());
    }
    assertThat(logged)
        .as("the logs were listened to")
        .anyMatch(line -> line.contains("searchNearby"));
    assertThat(logged).allSatisfy(KeySecrecyTest::assertSecret);
  }

  @Test
  void theKeyIsTakenOutOfPlacesToo() throws Exception {
    for (var spelling : SPELLINGS) {
      var legacy = "{\"results\": [{\"name\": \"a SPELT b\"}], \"status\": \"OK\"}";
      var newer = "{\"places\": [{\"id\": \"a SPELT b\"}]}";
      try (var google = FakeGoogle.answering(200, legacy.replace("SPELT", spelling))) {
        var answer = GoogleCalls.places("google-legacy", google).near(GoogleCalls.QUERY);
        assertThat(answer.json()).contains("\"a (key) b\"");
      }
      try (var google = FakeGoogle.answering(200, newer.replace("SPELT", spelling))) {
        var answer = GoogleCalls.places("google", google).near(GoogleCalls.QUERY);
        assertThat(answer.json()).contains("\"a (key) b\"");
      }
    }
    assertThat(logged).allSatisfy(KeySecrecyTest::assertSecret);
  }

  @Test
  void anAnswerThatNobodyAskedForIsNeitherLoggedNorTaken() throws Exception {
    var asked = new AtomicInteger();
    FakeGoogle.Behaviour twice =
        (connection, out) -> {
          var stale = asked.getAndIncrement() == 0 ? answer("stale " + GoogleCalls.KEY) : "";
          out.write((answer("asked for") + stale).getBytes(UTF_8));
          // Left open, for the next request to come on the same connection.
          if (FakeGoogle.readRequest(connection.getInputStream()).contains("searchNearby")) {
            out.write(answer("asked for").getBytes(UTF_8));
          }
        };
    try (var google = new FakeGoogle(twice)) {
      var places = GoogleCalls.places("google", google);
      for (var round = 0; round < 3; round++) {
        assertThat(places.near(GoogleCalls.QUERY).json()).contains("\"asked for\"");
      }
    }
    assertThat(logged).allSatisfy(KeySecrecyTest::assertSecret);
  }

  private static String answer(String id) {
    var body = "{\"places\": [{\"id\": \"%s\"}]}".formatted(id);
    return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
  }

  /** Meters and traces are made of what an observation says of a call. */
  @Test
  void theKeyIsInNoObservation() throws Exception {
    var observed = new ConcurrentLinkedQueue<String>();
    var observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new Listener(observed));
    for (var provider : new String[] {"google", "google-legacy"}) {
      try (var google = FakeGoogle.answering(403, "{}")) {
        var settings =
            GoogleCalls.settings(
                Map.of(
                    "herd.places.provider",
                    provider,
                    "herd.places.google.key",
                    GoogleCalls.KEY,
                    "herd.places.google.base-url",
                    google.url()));
        var builder = WebClient.builder().observationRegistry(observations);
        var connections = GoogleClient.connections(settings);
        var client = GoogleClient.of(settings, connections, builder);
        settings
            .api()
            .request(client, GoogleCalls.QUERY)
            .exchangeToMono(ClientResponse::releaseBody)
            .block();
        assertThat(google.request()).containsAnyOf(GoogleCalls.KEY, ENCODED);
        connections.dispose();
      }
    }
    assertThat(observed).anyMatch(text -> text.contains("searchNearby"));
    assertThat(observed).allSatisfy(KeySecrecyTest::assertSecret);
  }

  @Test
  void theKeyIsInNoTextOfTheSettings() {
    var properties = Map.of("herd.places.google.key", GoogleCalls.KEY);

    assertSecret(GoogleCalls.properties(properties).toString());
    assertSecret(GoogleCalls.settings(properties).toString());
  }

  private static void assertSecret(String text) {
    assertThat(text).doesNotContain(GoogleCalls.KEY, ENCODED, "Secret");
  }

  /** Notes all that an observation has when it is over. */
  private record Listener(Queue<String> observed)
      implements ObservationHandler<ClientRequestObservationContext> {
    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof ClientRequestObservationContext;
    }

    @Override
    public void onStop(ClientRequestObservationContext call) {
      var request = Objects.requireNonNull(call.getRequest());
      observed.add(call.toString() + call.getUriTemplate() + call.getError());
      observed.add(request.url() + " " + request.headers());
    }
  }

  /** Keeps megabytes of traces off the console while they are looked at. */
  private static final class Silence extends Filter<ILoggingEvent> {
    static final Silence INSTANCE = new Silence();

    @Override
    public FilterReply decide(ILoggingEvent event) {
      return FilterReply.DENY;
    }
  }
}
