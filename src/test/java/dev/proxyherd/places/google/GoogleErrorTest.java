package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.places.PlacesStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.convert.DurationStyle;

/** What a failure of Google's means, what to do about it, and when to ask again. */
class GoogleErrorTest {
  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "API_KEY_INVALID, REQUEST_DENIED, whole key",
    "API_KEY_EXPIRED, REQUEST_DENIED, whole key",
    "CREDENTIALS_MISSING, REQUEST_DENIED, whole key",
    "API_KEY_SERVICE_BLOCKED, REQUEST_DENIED, API restrictions",
    "API_KEY_HTTP_REFERRER_BLOCKED, REQUEST_DENIED, restrict the key by IP address",
    "API_KEY_IP_ADDRESS_BLOCKED, REQUEST_DENIED, restrict the key by IP address",
    "API_KEY_ANDROID_APP_BLOCKED, REQUEST_DENIED, restrict the key by IP address",
    "API_KEY_IOS_APP_BLOCKED, REQUEST_DENIED, restrict the key by IP address",
    "API_KEY_MOON_PHASE_BLOCKED, REQUEST_DENIED, restricted to other callers",
    "SERVICE_DISABLED, REQUEST_DENIED, Turn it on",
    "SERVICE_NOT_VISIBLE, REQUEST_DENIED, Turn it on",
    "BILLING_DISABLED, REQUEST_DENIED, Link a billing account",
    "CONSUMER_INVALID, REQUEST_DENIED, another project",
    "CONSUMER_SUSPENDED, REQUEST_DENIED, another project",
    "USER_PROJECT_DENIED, REQUEST_DENIED, another project",
    "SECURITY_POLICY_VIOLATED, REQUEST_DENIED, Ask who administers",
    "LOCATION_POLICY_VIOLATED, REQUEST_DENIED, Ask who administers",
    "RATE_LIMIT_EXCEEDED, OVER_QUERY_LIMIT, raise the quota",
    "RESOURCE_QUOTA_EXCEEDED, OVER_QUERY_LIMIT, raise the quota",
    "QUOTA_EXCEEDED, OVER_QUERY_LIMIT, raise the quota",
    "SOMETHING_NEW, REQUEST_DENIED, refused the key",
  })
  void aRefusalSaysWhatToDoAboutItsReason(String reason, PlacesStatus status, String advice) {
    var error = read(403, status("PERMISSION_DENIED", "ErrorInfo", "reason", reason));

    assertThat(error.status()).isEqualTo(status);
    assertThat(error.message())
        .contains(advice, "(HTTP 403, PERMISSION_DENIED, " + reason + ") Google says: Said so.");
    assertThat(error.retryAfter()).isNull();
  }

  @Test
  void theDocumentationNamesEveryReasonThatHasAdvice() throws Exception {
    var page = Files.readString(Path.of("docs/reference/places.md"));
    for (var group : ErrorReason.values()) {
      for (var reason : group.reasons()) {
        assertThat(page).contains("`" + reason + "`");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30s, , 30s",
    "0.25s, , 250ms",
    "5s, 20, 20s",
    "20s, 5, 20s",
    ", 0, 0s",
    ", 120, 2m",
    ", 'Wed, 01 May 2030 12:00:07 GMT', 7s",
    ", 'Wed, 01 May 2030 11:00:00 GMT', 0s",
    ", 999999999, 24h",
    "999999999s, , 24h",
  })
  void whenToAskAgainIsRead(String retryInfo, String header, String delay) {
    var text =
        retryInfo == null
            ? "<html>busy</html>"
            : status("RESOURCE_EXHAUSTED", "RetryInfo", "retryDelay", retryInfo);

    var error = GoogleError.of(429, header, text, NOW);
    var expected = DurationStyle.detectAndParse(delay);
    assertThat(error.retryAfter()).isEqualTo(expected);
    assertThat(error.message().contains("left alone for " + expected.toMillis() + " ms."))
        .isEqualTo(!expected.isZero());
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "1.5", "''", "'Wed, 99 May 2030 12:00:07 GMT'", "99999999999"})
  void whatIsNoTimeIsNoAdviceOnIt(String nonsense) {
    var text = status("RESOURCE_EXHAUSTED", "RetryInfo", "retryDelay", nonsense);

    assertThat(GoogleError.of(429, nonsense, text, NOW).retryAfter()).isNull();
  }

  @Test
  void anErrorMayComeInAnArray() {
    var text = "[" + status("PERMISSION_DENIED", "ErrorInfo", "reason", "BILLING_DISABLED") + "]";

    assertThat(read(500, text).message()).contains("Link a billing account");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": \"text\"}",
        "{\"error\": {\"status\": 7, \"details\": {\"reason\": 1}, \"message\": []}}",
        "{\"error\": {\"details\": [1, null, [], {\"reason\": null}]}}",
        "[[]]",
        "null",
        "''",
      })
  void whateverTheTextIsTheHttpStatusCounts(String text) {
    var error = read(403, text);

    assertThat(error.status()).isEqualTo(PlacesStatus.REQUEST_DENIED);
    assertThat(error.message()).endsWith("(HTTP 403)");
  }

  @Test
  void aLongMessageIsShortened() {
    var error = read(400, "{\"error\": {\"message\": \"" + "long\\n\\n ".repeat(999) + "\"}}");

    assertThat(error.message()).hasSizeLessThan(600).endsWith("...").doesNotContain("\n");
  }

  private static String status(String code, String type, String name, String value) {
    return """
    {"error": {"code": 403, "message": "Said so.", "status": "%s", "details": [
      {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"url": "https://x"}]},
      {"@type": "type.googleapis.com/google.rpc.%s", "%s": "%s", "domain": "googleapis.com"}]}}
    """
        .formatted(code, type, name, value);
  }

  private static GoogleError read(int http, String text) {
    return GoogleError.of(http, null, text, NOW);
  }
}
