package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a server that plays Google is asked, and by which way. */
class GoogleRetryTest {
  private static final FakeGoogle.Behaviour GOOD = FakeGoogle.whole("200 OK", "", "{}");

  private final GoogleStatus status = new GoogleStatus();

  private Places places(FakeGoogle google, Map<String, String> more) {
    return GoogleCalls.places("google", google.url(), status, more);
  }

  private static PlacesQuery query(int index) {
    return new PlacesQuery(GoogleCalls.QUERY.center(), 1_000 + index, 5);
  }

  private GoogleStatus.Snapshot snapshot() {
    return status.snapshot().orElseThrow();
  }

  private static FakeGoogle failingOnce(FakeGoogle.Behaviour fault) throws Exception {
    var google = new FakeGoogle(fault);
    google.behave(
        (connection, out) -> {
          google.behave(GOOD);
          fault.answer(connection, out);
        });
    return google;
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "502", "503", "504", "429"})
  void whatIsOfTheMomentIsAskedAgain(String http) throws Exception {
    var headers = http.equals("429") ? "Retry-After: 0\r\n" : "";
    try (var google = failingOnce(FakeGoogle.whole(http + " Later", headers, "{}"))) {
      assertThat(places(google, Map.of()).near(GoogleCalls.QUERY).status())
          .isEqualTo("ZERO_RESULTS");
      assertThat(google.requested()).isEqualTo(2);
      assertThat(status.counts().retries()).isEqualTo(1);
      assertThat(snapshot().inDay()).as("both are paid").isEqualTo(2);
    }
  }

  @Test
  void aResetBeforeTheAnswerIsAskedAgain() throws Exception {
    try (var google = failingOnce((connection, out) -> connection.setSoLinger(true, 0))) {
      assertThat(places(google, Map.of()).near(GoogleCalls.QUERY).status())
          .isEqualTo("ZERO_RESULTS");
      assertThat(google.requested()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400 Bad, INVALID_REQUEST",
    "403 Denied, REQUEST_DENIED",
    "404 Nowhere, UNKNOWN_ERROR",
    "429 Slow, OVER_QUERY_LIMIT",
    "501 Never, UNKNOWN_ERROR",
    "302 There, UNKNOWN_ERROR",
    "200 OK, UNKNOWN_ERROR",
  })
  void whatWillNotChangeIsAskedOnce(String statusLine, String expected) throws Exception {
    try (var google = new FakeGoogle(FakeGoogle.whole(statusLine, "", "no JSON"))) {
      assertThat(places(google, Map.of()).near(GoogleCalls.QUERY).status()).isEqualTo(expected);
      assertThat(google.requested()).isEqualTo(1);
    }
  }

  @Test
  void aTimeBeyondTheDeadlineIsNotWaitedFor() throws Exception {
    var throttled = FakeGoogle.whole("429 Slow", "Retry-After: 60\r\n", "{}");
    try (var google = new FakeGoogle(throttled)) {
      assertThat(places(google, Map.of()).near(GoogleCalls.QUERY).status())
          .isEqualTo("OVER_QUERY_LIMIT");
      assertThat(google.requested()).isEqualTo(1);
    }
  }

  @Test
  void whereThereIsNoConnectionNothingIsSpent() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    var places = GoogleCalls.places("google", "http://127.0.0.1:" + port, status, Map.of());
    assertThat(places.near(GoogleCalls.QUERY).status()).isEqualTo("UNKNOWN_ERROR");
    assertThat(status.counts().calls(PriceClass.PRO, Outcome.UNREACHED)).isEqualTo(3);
    assertThat(snapshot().inDay()).isZero();
  }

  @Test
  void aSourceThatKeepsFailingIsLeftAlone() throws Exception {
    try (var google = new FakeGoogle(FakeGoogle.whole("403 No", "", "{}"))) {
      var places = places(google, Map.of("breaker.calls", "10"));
      for (var question = 0; question < 20; question++) {
        assertThat(places.near(query(question)).status()).isEqualTo("REQUEST_DENIED");
      }
      assertThat(google.requested()).isEqualTo(5);
      assertThat(snapshot().breaker()).isEqualTo(BreakerState.OPEN);
      assertThat(status.counts().questions(Outcome.BREAKER_OPEN)).isEqualTo(15);
      assertThat(places.near(query(0)).json()).contains("is not asked before");
    }
  }

  @Test
  void aBudgetThatIsSpentIsAnsweredWithoutACall() throws Exception {
    try (var google = new FakeGoogle(GOOD)) {
      var places = places(google, Map.of("budget.per-day", "3"));
      for (var question = 0; question < 3; question++) {
        assertThat(places.near(query(question)).status()).isEqualTo("ZERO_RESULTS");
      }
      var over = places.near(query(3));
      assertThat(over.status()).isEqualTo("OVER_QUERY_LIMIT");
      assertThat(over.json()).contains("It opens again at ");
      assertThat(google.requested()).isEqualTo(3);
      assertThat(status.counts().questions(Outcome.OVER_DAY)).isEqualTo(1);
    }
  }

  @Test
  void aShortCacheIsASetting() throws Exception {
    try (var google = new FakeGoogle(GOOD)) {
      var places = places(google, Map.of());
      places.near(GoogleCalls.QUERY);
      places.near(GoogleCalls.QUERY);
      assertThat(google.requested()).as("none by default").isEqualTo(2);
      var cached = places(google, Map.of("cache", "1h"));
      cached.near(GoogleCalls.QUERY);
      cached.near(GoogleCalls.QUERY);
      assertThat(google.requested()).isEqualTo(3);
    }
  }

  @Test
  void aProxyIsAskedForATunnelAndNeverHearsTheKey() throws Exception {
    FakeGoogle.Behaviour tunnel =
        (connection, out) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
    try (var proxy = new FakeGoogle(tunnel, true)) {
      proxy.behave(
          (connection, out) -> {
            proxy.behave(GOOD);
            tunnel.answer(connection, out);
          });
      var places =
          GoogleCalls.places(
              "google",
              "http://places.invalid:81",
              status,
              Map.of("proxy", proxy.url().replace("http://", "http://ann:pa%3Aword@")));
      assertThat(places.near(GoogleCalls.QUERY).status()).isEqualTo("ZERO_RESULTS");
      assertThat(proxy.request())
          .startsWith("CONNECT places.invalid:81 HTTP/1.1\r\n")
          .containsIgnoringCase(
              "proxy-authorization: Basic "
                  + Base64.getEncoder().encodeToString("ann:pa:word".getBytes(US_ASCII)))
          .doesNotContain(GoogleCalls.KEY);
      assertThat(proxy.request())
          .startsWith("POST /v1/places:searchNearby")
          .contains("places.invalid");
    }
  }
}
