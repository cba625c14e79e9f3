package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.HERE;
import static dev.proxyherd.http.WebMember.KIWI;
import static dev.proxyherd.http.WebMember.body;
import static dev.proxyherd.http.WebMember.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Everything that can be wrong with a request has its status and its name. */
@ExtendWith(OutputCaptureExtension.class)
class ApiProblemsTest {
  private static final String PLACE = KIWI + "/location";

  private static WebMember member;

  @BeforeAll
  static void start() {
    member = WebMember.start("herd.locations.retention=3650d", "herd.locations.max-clients=1000");
    var _ = member.put("kiwi", HERE);
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String name) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    var problem = body(answer);
    assertThat(problem.path("type").asString()).isEqualTo("urn:proxy-herd:problem:" + name);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asString()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("xception", "springframework", "reactor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/assets/main.js",
        "/assets/0/main.js",
        "/v1",
        "/v2/clients/kiwi",
        "/v1/clients/kiwi/",
        "/v1/clients/kiwi/nothing",
        "//",
        "/v1/clients/kiwi/location/more",
        "/actuator/health",
        "/actuator/herd"
      })
  void noSuchPath(String path) {
    assertProblem(member.sendUndocumented(member.to(path)), 404, "no-such-path");
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /v1/clients/kiwi",
    "POST, /v1/clients",
    "GET, /v1/clients/kiwi/location",
    "PUT, /v1/openapi.json",
    "TRACE, /v1/clients/kiwi",
    "FOO, /v1/clients/kiwi"
  })
  void noSuchMethod(String method, String path) {
    var answer =
        member.sendUndocumented(member.to(path).method(method, BodyPublishers.ofString(HERE)));
    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("OPTIONS");
  }

  @Test
  void noSuchClient() {
    assertProblem(member.get("/v1/clients/nobody"), 404, "unknown-client");
    assertProblem(member.get("/v1/clients/nobody/places"), 404, "unknown-client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "application/json;q=0", "text/*"})
  void noAcceptableForm(String accept) {
    assertProblem(member.send(member.to(KIWI).header("Accept", accept)), 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "text/html, */*;q=0.1", "application/json"})
  void acceptableForms(String accept) {
    assertThat(member.send(member.to(KIWI).header("Accept", accept)).statusCode()).isEqualTo(200);
  }

  @Test
  void headersThatAreNoMediaTypes() {
    assertProblem(member.send(member.to(KIWI).header("Accept", "json")), 400, "bad-request");
    assertProblem(
        member.send(
            member.to(PLACE).header("Content-Type", "json").PUT(BodyPublishers.ofString(HERE))),
        400,
        "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
  void anotherTypeOfBody(String type) {
    var answer =
        member.send(
            member.to(PLACE).header("Content-Type", type).PUT(BodyPublishers.ofString(HERE)));
    assertProblem(answer, 415, "unsupported-media-type");
    assertProblem(
        member.send(member.to(PLACE).PUT(BodyPublishers.ofString(HERE))),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "nothing",
        "[]",
        "\"text\"",
        "{}",
        "{\"latitude\":1}",
        "{\"latitude\":1,\"longitude\":\"1\"}",
        "{\"latitude\":1,\"longitude\":null}",
        "{\"latitude\":90.0000000001,\"longitude\":1}",
        "{\"latitude\":1,\"longitude\":-181}",
        "{\"latitude\":NaN,\"longitude\":1}",
        "{\"latitude\":1e400000000,\"longitude\":1}",
        "{\"latitude\":1e-400000000,\"longitude\":1}",
        "{\"latitude\":0.000000000000000000001,\"longitude\":1}",
        "{\"latitude\":1,\"longitude\":1,\"tiem\":1}",
        "{\"latitude\":1,\"longitude\":1,\"latitude\":2}",
        "{\"latitude\":1,\"longitude\":1}{}",
        "{\"latitude\":1,\"longitude\":1,\"time\":\"yesterday\"}",
        "{\"latitude\":1,\"longitude\":1,\"time\":\"2018-03-02T20:52:14\"}",
        "{\"latitude\":1,\"longitude\":1,\"time\":\"1969-12-31T23:59:59Z\"}",
        "{\"latitude\":1,\"longitude\":1,\"time\":\"+999999-01-01T00:00:00Z\"}",
        "{\"latitude\":1,\"longitude\":1,\"time\":-1}",
        "{\"latitude\":1,\"longitude\":1,\"time\":1520023934918}",
        "{\"latitude\":1,\"longitude\":1,\"time\":1e999999999}",
        "{\"latitude\":1,\"longitude\":1,\"time\":true}",
        "{\"latitude\":1,\"longitude\":1,\"time\":[]}"
      })
  void aBodyThatSaysNoPlaceOrTime(String text) {
    assertProblem(member.put("kiwi", text), 400, "bad-body");
  }

  @Test
  void aBodyThatIsNestedToDeath() {
    assertProblem(member.put("kiwi", "[".repeat(60_000)), 400, "bad-body");
  }

  @Test
  void aBodyThatIsTooLargeWithAndWithoutItsLength() {
    var large = " ".repeat(70_000);
    assertProblem(member.put("kiwi", large), 413, "too-large");
    var chunked =
        member
            .to(PLACE)
            .header("Content-Type", "application/json")
            .PUT(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes(US_ASCII))));
    assertProblem(member.send(chunked), 413, "too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/clients",
        "/v1/clients?near=",
        "/v1/clients?near=1",
        "/v1/clients?near=91,0",
        "/v1/clients?near=1,2,3",
        "/v1/clients?near=1,2/",
        "/v1/clients?near=1,2&near=3,4",
        "/v1/clients?near=1,2&radius=0",
        "/v1/clients?near=1,2&radius=20039",
        "/v1/clients?near=1,2&max=1001",
        "/v1/places",
        "/v1/places?box=1,2,3",
        "/v1/places?box=1,2,3,4,5",
        "/v1/places?box=2,0,1,1",
        "/v1/places?box=1,2,3,181",
        "/v1/places?box=1,2,3,4&max=201",
        "/v1/herd?x=1",
        "/v1/clients/kiwi?x=1",
        "/v1/clients/kiwi/places?radius=50.1",
        "/v1/clients/kiwi/places?radius=-1",
        "/v1/clients/kiwi/places?radius=1e1",
        "/v1/clients/kiwi/places?radius",
        "/v1/clients/kiwi/places?radius=1&radius=1",
        "/v1/clients/kiwi/places?max=0",
        "/v1/clients/kiwi/places?max=21",
        "/v1/clients/kiwi/places?max=1.5",
        "/v1/clients/kiwi/places?max=99999999999",
        "/v1/clients/kiwi/places?raduis=5"
      })
  void aWrongParameter(String path) {
    assertProblem(member.get(path), 400, "bad-parameter");
  }

  @Test
  void aTimeTooFarAheadOrTooLongAgo() {
    assertProblem(
        member.put("kiwi", "{\"latitude\":1,\"longitude\":1,\"time\":\"2026-11-21T13:00:01Z\"}"),
        409,
        "time-too-far-ahead");
    assertProblem(
        member.put("early", "{\"latitude\":1,\"longitude\":1,\"time\":1}"), 409, "expired");
  }

  @Test
  void noRoom() {
    try (var full = WebMember.start("herd.locations.max-clients=1")) {
      assertThat(full.put("first", HERE).statusCode()).isEqualTo(200);
      var answer = full.put("second", HERE);
      assertProblem(answer, 503, "no-room");
      assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(60);
    }
  }

  /** What no client library sends. */
  @ParameterizedTest
  @CsvSource({
    "GET /v1/<b> HTTP/1.1, 400, bad-request",
    "GET /v1/clients/%ZZ HTTP/1.1, 400, bad-request",
    "nothing at all, 400, bad-request"
  })
  void whatIsNoRequest(String line, int status, String name, CapturedOutput output) {
    var answer = member.say(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json", "urn:proxy-herd:problem:" + name)
        .containsIgnoringCase("X-Content-Type-Options: nosniff");
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void aPathOrHeadersThatAreTooLong(CapturedOutput output) {
    assertProblem(
        member.sendUndocumented(member.to("/v1/clients/" + "x".repeat(17_000))),
        414,
        "uri-too-long");
    assertProblem(
        member.sendUndocumented(member.to(KIWI).header("X-Long", "x".repeat(17_000))),
        431,
        "headers-too-large");
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void ofNothingThatAClientDidIsThereAStackTrace(CapturedOutput output) {
    var _ = member.put("kiwi", "{");
    var _ = member.sendUndocumented(member.to("/none"));
    var _ = member.send(json(member.to(PLACE), "x".repeat(70_000)));
    assertThat(output).doesNotContain("\tat ", "ERROR", "WARN");
  }
}
