package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.HERE;
import static dev.proxyherd.http.WebMember.KIWI;
import static dev.proxyherd.http.WebMember.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.testing.LineSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API does, by a real client, against a whole member. */
class ApiTest {
  private static WebMember member;

  @BeforeAll
  static void start() {
    member = WebMember.start();
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @Test
  void anUpdateIsAnsweredAsRecordedAndKnownToLinesToo() {
    var answer =
        member.put(
            "kiwi.cs.ucla.edu",
            """
            {"latitude": 34.068930, "longitude": -118.445127, "time": 1520023934.918963997}\
            """);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"client":"kiwi.cs.ucla.edu","path":"/v1/clients/kiwi.cs.ucla.edu",\
            "latitude":34.06893,"longitude":-118.445127,"location":"+34.068930-118.445127",\
            "time":"2018-03-02T20:52:14.918963997Z","posixTime":"1520023934.918963997",\
            "server":"Goloman","clockDifference":275238465.331036003,"outcome":"newer"}\
            """);
    var at =
        "Goloman +275238465.331036003 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997";
    assertThat(member.knows("kiwi.cs.ucla.edu")).contains(at);
    assertThat(LineSocket.exchange(member.clientPort(), "WHATSAT kiwi.cs.ucla.edu 1 1\n"))
        .startsWith("AT " + at + "\n");
    assertThat(member.get("/v1/clients/kiwi.cs.ucla.edu").body())
        .isEqualTo(answer.body().replace(",\"outcome\":\"newer\"", ""));
  }

  @Test
  void whatALineHasToldIsKnownOverHttp() {
    var _ = LineSocket.exchange(member.clientPort(), "IAMAT line +1.50-2/ 1700000000.5\n");
    var record = body(member.get("/v1/clients/line"));
    assertThat(record.path("latitude").asDouble()).isEqualTo(1.5);
    assertThat(record.path("longitude").asDouble()).isEqualTo(-2);
    assertThat(record.path("location").asString()).isEqualTo("+1.50-2/");
    assertThat(record.path("time").asString()).isEqualTo("2023-11-14T22:13:20.500Z");
  }

  /**
   * One connection, kept: what is answered on another thread, and then what is answered at once. It
   * was some tens of requests until one was not read any more.
   */
  @Test
  void aConnectionIsReadOnWhateverWasAskedBefore() {
    var get = "GET /v1/clients/again HTTP/1.1\r\nHost: x\r\n\r\n";
    var put =
        "PUT /v1/clients/again/location HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(WebMember.HERE.length(), WebMember.HERE);
    try (var socket = LineSocket.connect(member.port())) {
      for (var round = 0; round < 500; round++) {
        for (var request : List.of(put, get, get)) {
          // The body of the answer before stands in front of it.
          assertThat(socket.send(request).readLine()).endsWith("HTTP/1.1 200 OK\r");
          while (!socket.readLine().isBlank()) {
            // the rest of the head
          }
        }
      }
    }
  }

  @Test
  void theLatestTimeWins() {
    assertThat(outcome("{\"latitude\":1,\"longitude\":1,\"time\":1700000002}")).isEqualTo("newer");
    assertThat(outcome("{\"latitude\":1,\"longitude\":1,\"time\":1700000002}")).isEqualTo("same");
    assertThat(outcome("{\"latitude\":2,\"longitude\":2,\"time\":1700000001}")).isEqualTo("older");
    assertThat(body(member.get("/v1/clients/latest")).path("latitude").asDouble()).isEqualTo(1);
  }

  private static String outcome(String update) {
    return body(member.put("latest", update)).path("outcome").asString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2018-03-02T20:52:14.918963997Z\" | 1520023934.918963997",
        "\"2018-03-02t21:52:14+01:00\"      | 1520023934",
        "\"2018-03-02T20:52:14.5Z\"         | 1520023934.500000000",
        "1520023934                         | 1520023934",
        "1520023934.50                      | 1520023934.50",
        "1.5e9                              | 1500000000",
        "0                                  | 0",
        "null                               | 1795262400.250000000"
      })
  void takesATimeAs(String time, String posix) {
    var client = "time-" + posix;
    var answer = member.put(client, "{\"latitude\":1,\"longitude\":1,\"time\":%s}".formatted(time));
    assertThat(body(answer).path("posixTime").asString()).isEqualTo(posix);
  }

  @ParameterizedTest
  @CsvSource({
    "34.068930, +34.068930",
    "-0.0, +0.0",
    "9e1, +90",
    "-90, -90",
    "0.00000000000000000001, +0.00000000000000000001",
    "1.5E-3, +0.0015"
  })
  void keepsTheDigitsOfACoordinate(String latitude, String iso) {
    var answer =
        member.put("digits" + latitude, "{\"latitude\":%s,\"longitude\":1}".formatted(latitude));
    assertThat(body(answer).path("location").asString()).isEqualTo(iso + "+1");
  }

  @Test
  void aRecordThatIsKnownNeedNotBeSentAgain() {
    var etag = member.put("kiwi", HERE).headers().firstValue("ETag").orElseThrow();
    var first = member.get(KIWI);
    assertThat(first.headers().firstValue("ETag")).contains(etag);
    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
    var again = member.send(member.to(KIWI).header("If-None-Match", etag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.headers().firstValue("ETag")).contains(etag);
    assertThat(again.headers().firstValue("Cache-Control"))
        .as("else what is kept would be thrown away")
        .contains("no-cache");
    var weakened = member.send(member.to(KIWI).header("If-None-Match", "W/" + etag));
    assertThat(weakened.statusCode()).isEqualTo(304);
    assertThat(member.send(member.to(KIWI).header("If-Match", etag)).statusCode()).isEqualTo(200);
    var no = member.send(member.to(KIWI).header("If-Match", "\"another\""));
    assertThat(no.statusCode()).isEqualTo(412);
    assertThat(no.headers().firstValue("Content-Type")).contains("application/problem+json");
    var other = member.put("kiwi", "{\"latitude\":5,\"longitude\":5,\"time\":1795262401}");
    assertThat(other.headers().firstValue("ETag")).isPresent().isNotEqualTo(etag);
    assertThat(member.send(member.to(KIWI).header("If-None-Match", etag)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aChangeMayDependOnTheRecordThatThereIs() {
    var place = "/v1/clients/condition/location";
    assertThat(change(place, "If-Match", "*").statusCode()).isEqualTo(412);
    var made = change(place, "If-None-Match", "*");
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(change(place, "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(change(place, "If-Match", "\"another\"").statusCode()).isEqualTo(412);
    var etag = made.headers().firstValue("ETag").orElseThrow();
    assertThat(change(place, "If-Match", "\"another\", " + etag).statusCode()).isEqualTo(200);
  }

  private static java.net.http.HttpResponse<String> change(
      String path, String header, String value) {
    return member.send(WebMember.json(member.to(path), HERE).header(header, value));
  }

  @Test
  void placesComeWithTheRecordThatTheyBelongToAndAreNotTouched() {
    var _ = member.put("places", HERE);
    var asked = new CompletableFuture<String>();
    var text = "{\n  \"results\" : [ {\"name\": \"Zoë\"}],\n\n\n \"status\":\"OK\"}";
    member.places(
        query -> {
          asked.complete(
              "%s %s %d %s"
                  .formatted(
                      query.center(),
                      query.radiusMetres(),
                      query.bound(),
                      Thread.currentThread().isVirtual()));
          return new PlacesAnswer("OK", text);
        });
    var answer = member.get("/v1/clients/places/places?radius=2.5&max=3");
    assertThat(asked)
        .isCompletedWithValue(
            "Coordinates[latitude=34.06893, longitude=-118.445127] 2500.0 3 true");
    assertThat(answer.body()).endsWith(",\"places\":" + text + "}");
    assertThat(body(answer).at("/record/client").asString()).isEqualTo("places");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void aPlacesSourceThatFailsSaysSoInItsOwnWords() {
    var _ = member.put("failing", HERE);
    member.places(
        _ -> new PlacesAnswer("UNKNOWN_ERROR", "{\"results\":[],\"status\":\"UNKNOWN_ERROR\"}"));
    var answer = member.get("/v1/clients/failing/places");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(body(answer).at("/places/status").asString()).isEqualTo("UNKNOWN_ERROR");
  }

  @Test
  void findsClientsNearAPointNearestFirst() {
    for (var at : new String[] {"10.0,20.0", "10.01,20.0", "10.002,20.0", "11,20"}) {
      var parts = at.split(",", -1);
      var _ =
          member.put(
              "near" + parts[0],
              "{\"latitude\":%s,\"longitude\":%s}".formatted(parts[0], parts[1]));
    }
    var found = body(member.get("/v1/clients?near=10,20")).path("clients");
    assertThat(found)
        .extracting(one -> one.path("client").asString())
        .containsExactly("near10.0", "near10.002", "near10.01");
    assertThat(found.get(0).path("distanceMetres").asDouble()).isZero();
    assertThat(found.get(2).path("distanceMetres").asDouble()).isBetween(1100.0, 1125.0);
    assertThat(body(member.get("/v1/clients?near=+10,+20&radius=300&max=1")).path("clients"))
        .hasSize(1);
    assertThat(body(member.get("/v1/clients?near=10,20&radius=200")).path("clients")).hasSize(4);
    assertThat(body(member.get("/v1/clients?near=-80,0&radius=0.1")).path("clients")).isEmpty();
  }

  @Test
  void theOperatorHasAClientForgotten() {
    var _ = member.put("gone", HERE);
    var basic = dev.proxyherd.testing.Actuator.authorization("herd", WebMember.PASSWORD);
    var request = member.to("/v1/clients/gone").header("Authorization", basic).DELETE();
    var answer = body(member.send(request));
    assertThat(answer.path("known").asBoolean()).isTrue();
    assertThat(member.get("/v1/clients/gone").statusCode()).isEqualTo(404);
    assertThat(member.store().find(ByteString.of("gone"))).isEmpty();
    assertThat(member.store().forgotten()).isPositive();
  }

  @Test
  void headIsGetWithoutABodyAndOptionsSaysWhatThereIs() {
    var _ = member.put("head", HERE);
    var head = member.send(member.to("/v1/clients/head").method("HEAD", BodyPublishers.noBody()));
    var get = member.get("/v1/clients/head");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().map()).isEqualTo(get.headers().map());
    var options =
        member.sendUndocumented(
            member.to("/v1/clients/head").method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).contains("GET,HEAD,DELETE,OPTIONS");
  }

  @Test
  void anUpdateIsRecordedOnAThreadThatMayWait() {
    var recordedOn = new CompletableFuture<Boolean>();
    member.store().onChange(() -> recordedOn.complete(Thread.currentThread().isVirtual()));
    var _ = member.put("threads", HERE);
    assertThat(recordedOn).isCompletedWithValue(true);
  }

  @Test
  void noOriginIsNamedUnlessSomebodyNamesIt() {
    var _ = member.put("kiwi", HERE);
    var answer = member.send(member.to(KIWI).header("Origin", "https://map.example.org"));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers().map())
        .containsKeys("X-Content-Type-Options", "Content-Security-Policy", "Date");
  }
}
