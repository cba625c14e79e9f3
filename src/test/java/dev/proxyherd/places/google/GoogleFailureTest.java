package dev.proxyherd.places.google;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.places.Places;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a source does, a WHATSAT gets an answer that says what to do. */
class GoogleFailureTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SHORT = Duration.ofMillis(200);

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST",
    "401, REQUEST_DENIED",
    "403, REQUEST_DENIED",
    "429, OVER_QUERY_LIMIT",
    "404, UNKNOWN_ERROR",
    "204, UNKNOWN_ERROR",
    "500, UNKNOWN_ERROR",
    "503, UNKNOWN_ERROR",
  })
  void httpStatusesAreMapped(int http, String status) throws Exception {
    for (var provider : new String[] {"google", "google-legacy"}) {
      try (var google = FakeGoogle.answering(http, "<html>\"no JSON\"</html>")) {
        assertFailure(GoogleCalls.places(provider, google), status, "HTTP " + http);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, API_KEY_INVALID, REQUEST_DENIED",
    "400, INVALID_ARGUMENT, , INVALID_REQUEST",
    "403, PERMISSION_DENIED, SERVICE_DISABLED, REQUEST_DENIED",
    "403, PERMISSION_DENIED, RATE_LIMIT_EXCEEDED, OVER_QUERY_LIMIT",
    "503, RESOURCE_EXHAUSTED, , OVER_QUERY_LIMIT",
    "503, UNAVAILABLE, , UNKNOWN_ERROR",
    "500, PERMISSION_DENIED, , REQUEST_DENIED",
  })
  void googlesOwnReasonsCount(int http, String code, String reason, String status)
      throws Exception {
    var json =
        """
        {"error": {"code": %d, "message": "Said \\"so\\".", "status": "%s", "details": [
          {"@type": "type.googleapis.com/google.rpc.Help"},
          {"@type": "type.googleapis.com/google.rpc.ErrorInfo"%s}]}}
        """
            .formatted(http, code, reason == null ? "" : ", \"reason\": \"" + reason + "\"");
    try (var google = FakeGoogle.answering(http, json)) {
      assertFailure(GoogleCalls.places("google", google), status, "Google says: Said \\\"so\\\".");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void aSilentServerIsGivenUp(String provider) throws Exception {
    var end = new CountDownLatch(1);
    try (var google = new FakeGoogle((connection, out) -> end.await())) {
      assertFailure(
          GoogleCalls.places(provider, google.url(), SHORT), "UNKNOWN_ERROR", "within 200 ms");
    }
    end.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void aStalledBodyIsGivenUp(String provider) throws Exception {
    var end = new CountDownLatch(1);
    FakeGoogle.Behaviour stall =
        (connection, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
          end.await();
        };
    try (var google = new FakeGoogle(stall)) {
      assertFailure(
          GoogleCalls.places(provider, google.url(), SHORT), "UNKNOWN_ERROR", "within 200 ms");
    }
    end.countDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void aResetIsAnAnswer(String provider) throws Exception {
    FakeGoogle.Behaviour reset =
        (connection, out) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
          connection.setSoLinger(true, 0);
        };
    try (var google = new FakeGoogle(reset)) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "Ask again");
    }
    try (var google = new FakeGoogle((connection, out) -> connection.setSoLinger(true, 0))) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "Ask again");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void aRefusedConnectionIsAnAnswer(String provider) throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertFailure(
        GoogleCalls.places(provider, "http://127.0.0.1:" + port, Duration.ofSeconds(30)),
        "UNKNOWN_ERROR",
        "base-url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{\"status\": \"OK\"",
        "{\"status\": \"OK\"}",
        "{\"status\": \"OK\", \"results\": {}}",
        "{\"status\": \"OK\", \"results\": []} []",
        "{\"status\": \"OK\", \"results\": [], \"results\": []}",
        "{\"status\": \"FINE\", \"results\": []}",
        "{\"places\": {}}",
        "{\"places\": [1]}",
        "{\"places\": [{\"location\": 1}]}",
      })
  void somethingElseThanPlacesIsAnAnswer(String text) throws Exception {
    for (var provider : new String[] {"google", "google-legacy"}) {
      try (var google = FakeGoogle.answering(200, text)) {
        assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "base-url");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void bytesThatAreNoTextAreAnAnswer(String provider) throws Exception {
    var body = "{\"status\":\"OK\",\"results\":[\"\u00ff\"]}".getBytes(ISO_8859_1);
    try (var google = FakeGoogle.answering("200 OK", "", body)) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void hugeAnswersAreNotRead(String provider) throws Exception {
    try (var google = FakeGoogle.answering(200, "[" + " ".repeat(100_000) + "]")) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "max-response");
    }
    // Small on the wire, huge when unpacked.
    var packed = gzip("[" + " ".repeat(50_000_000) + "]");
    assertThat(packed).hasSizeLessThan(60_000);
    try (var google = FakeGoogle.answering("200 OK", "Content-Encoding: gzip\r\n", packed)) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "max-response");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void brokenCompressionIsAnAnswer(String provider) throws Exception {
    try (var google =
        FakeGoogle.answering("200 OK", "Content-Encoding: gzip\r\n", "not gzip".getBytes(UTF_8))) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "base-url");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void redirectsAreNotFollowed(String provider) throws Exception {
    try (var elsewhere = FakeGoogle.answering(200, "{}");
        var google =
            FakeGoogle.answering(
                "302 Found", "Location: " + elsewhere.url() + "/\r\n", new byte[0])) {
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "sends its callers");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"google", "google-legacy"})
  void anInterruptIsAnAnswer(String provider) throws Exception {
    var end = new CountDownLatch(1);
    try (var google = new FakeGoogle((connection, out) -> end.await())) {
      Thread.currentThread().interrupt();
      assertFailure(GoogleCalls.places(provider, google), "UNKNOWN_ERROR", "Ask again");
      assertThat(Thread.interrupted()).isTrue();
    }
    end.countDown();
  }

  static byte[] gzip(String text) throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var packer = new GZIPOutputStream(packed)) {
      packer.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static void assertFailure(Places places, String status, String message) {
    var answer = places.near(GoogleCalls.QUERY);
    assertThat(answer.status()).as(answer.json()).isEqualTo(status);
    assertThat(answer.json()).contains(message);
    var json = JSON.readTree(answer.json());
    assertThat(json.get("status").asString()).isEqualTo(status);
    assertThat(json.get("results").isArray()).isTrue();
    assertThat(json.get("results").isEmpty()).isTrue();
    assertThat(json.get("error_message").asString()).isNotBlank();
  }
}
