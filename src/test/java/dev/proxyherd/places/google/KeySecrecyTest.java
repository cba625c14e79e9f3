package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The key reaches Google and nothing else, not even the logs at their most talkative. */
class KeySecrecyTest {
  private static final String ENCODED = "AIza%2BSecret%2FKey%3D";

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
        {"error": {"message": "Bad key %s or %s"}, "status": "REQUEST_DENIED", "results": [],
         "error_message": "Bad key %s or %s"}
        """
            .formatted(GoogleCalls.KEY, ENCODED, GoogleCalls.KEY, ENCODED);
    for (var provider : new String[] {"google", "google-legacy"}) {
      for (var http : new int[] {200, 302, 403, 500}) {
        try (var google = FakeGoogle.answering(http, echo)) {
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
  void theKeyIsInNoTextOfTheSettings() {
    var properties = Map.of("herd.places.google.key", GoogleCalls.KEY);

    assertSecret(GoogleCalls.properties(properties).toString());
    assertSecret(GoogleCalls.settings(properties).toString());
  }

  private static void assertSecret(String text) {
    assertThat(text).doesNotContain(GoogleCalls.KEY, ENCODED, "Secret");
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
