package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.http.phones.App;
import dev.proxyherd.http.phones.AppRequests;
import dev.proxyherd.http.phones.LeftOut;
import dev.proxyherd.http.phones.PhoneCounts;
import dev.proxyherd.testing.Actuator;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The apps' requests, against a whole member where clients have to say who they are. */
class PhonesTest {
  private static final String TOKEN = "token-of-jane-0123456789";
  private static final String JANE = Actuator.authorization("jane", TOKEN);
  private static final String BLIND = Actuator.authorization("blind", "token-of-blind-0123456789");

  private static WebMember member;

  @BeforeAll
  static void start() {
    member =
        WebMember.start(
            "herd.client.auth.enabled=true",
            "herd.client.auth.principals[0].name=jane",
            "herd.client.auth.principals[0].token=" + TOKEN,
            "herd.client.auth.principals[0].clients=jane/*,joe/*,berlin,lisbon,123456",
            "herd.client.auth.principals[1].name=blind",
            "herd.client.auth.principals[1].token=token-of-blind-0123456789",
            "herd.client.auth.principals[1].clients=blind/*",
            "herd.client.auth.principals[1].ask-others=false",
            "herd.web.phones.friends=jane/phone,joe/phone,joe/pad,blind/phone");
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  private static HttpRequest.Builder post(String path, String type, String body) {
    return member.to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> publish(String path, String authorization, String message) {
    return member.send(
        post(path, "application/json; charset=utf-8", message)
            .header("Authorization", authorization));
  }

  private static String at(String user, String device, int latitude, long time) {
    return "{\"_type\":\"location\",\"topic\":\"owntracks/%s/%s\",\"lat\":%d,\"lon\":2,\"tst\":%d}"
        .formatted(user, device, latitude, time);
  }

  @Test
  void ownTracksIsOnTheMapOfTheHerd() {
    var request =
        post("/pub", "application/json; charset=utf-8", AppRequests.OWNTRACKS_ANDROID)
            .header("Authorization", JANE)
            .header("X-Limit-U", "jane")
            .header("X-Limit-D", "android");
    var answer = member.send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
    assertThat(member.knows("jane/android").orElseThrow())
        .endsWith(" jane/android +51.2217412+6.7762006 1695137004");
    assertThat(publish("/pub?u=jane&d=ios", JANE, AppRequests.OWNTRACKS_IOS).body())
        .isEqualTo("[]");
    assertThat(member.knows("jane/ios").orElseThrow()).endsWith("+48.85833+2.29513 1497476456");
  }

  @Test
  void friendsAreToldOfEachOtherAndNobodyElseIs() {
    for (var friend : new String[] {"phone", "pad"}) {
      assertThat(publish("/pub", JANE, at("joe", friend, 10, 1_700_000_000)).statusCode())
          .isEqualTo(200);
    }
    var answer = publish("/pub", JANE, at("jane", "phone", 11, 1_700_000_000));
    assertThat(answer.body())
        .isEqualTo(
            """
            [{"_type":"location","tid":"J1","lat":10.0,"lon":2.0,"tst":1700000000,\
            "topic":"owntracks/joe/phone"},{"_type":"card","tid":"J1","name":"joe/phone"},\
            {"_type":"location","tid":"J2","lat":10.0,"lon":2.0,"tst":1700000000,\
            "topic":"owntracks/joe/pad"},{"_type":"card","tid":"J2","name":"joe/pad"}]\
            """);
    assertThat(publish("/pub", JANE, at("jane", "other", 11, 1_700_000_000)).body())
        .isEqualTo("[]");
    assertThat(publish("/pub", BLIND, at("blind", "phone", 11, 1_700_000_000)).body())
        .as("who may not ask for others")
        .isEqualTo("[]");
  }

  @Test
  void traccarClientIsHeardInEveryVersion() {
    var version8 =
        member.to("/" + AppRequests.TRACCAR_8 + "&token=" + TOKEN).POST(BodyPublishers.noBody());
    assertThat(member.sendUndocumented(version8).body()).isEqualTo("{\"taken\":1,\"leftOut\":0}");
    assertThat(member.knows("123456").orElseThrow()).endsWith("+48.8584+2.2945 1700000000");
    var version9 = post("/?token=" + TOKEN, "application/json", AppRequests.TRACCAR_9);
    assertThat(member.sendUndocumented(version9).statusCode()).isEqualTo(200);
    assertThat(member.knows("berlin").orElseThrow())
        .endsWith("+52.5200066+13.404954 1750068672.345000000");
    var version10 =
        post(
            "/osmand?token=" + TOKEN,
            "application/x-www-form-urlencoded; charset=UTF-8",
            AppRequests.TRACCAR_10);
    assertThat(member.send(version10).body()).isEqualTo("{\"taken\":1,\"leftOut\":0}");
    assertThat(member.knows("lisbon").orElseThrow()).endsWith("+38.7222524-9.1393366 1788259495");
    var batch = post("/osmand?token=" + TOKEN, "application/json", AppRequests.TRACCAR_10_JSON);
    assertThat(member.send(batch).body()).isEqualTo("{\"taken\":2,\"leftOut\":0}");
    assertThat(member.knows("lisbon").orElseThrow()).endsWith("+38.7223-9.1394 1788259555");
  }

  @Test
  void aGetMovesAClientTooAndTheRootIsOthersOtherwise() {
    var get = member.to("/?id=jane/get&location=1,2&timestamp=5").header("Authorization", JANE);
    assertThat(member.sendUndocumented(get).statusCode()).isEqualTo(200);
    assertThat(member.knows("jane/get").orElseThrow()).endsWith(" jane/get +1+2 5");
    var osmand = "/osmand?deviceid=jane/get&lat=1&lon=3&timestamp=6&token=" + TOKEN;
    assertThat(member.get(osmand).statusCode()).isEqualTo(200);
    assertThat(member.knows("jane/get").orElseThrow()).endsWith("+1+3 6");
    assertThat(member.sendUndocumented(member.to("/?other=1")).statusCode()).isNotEqualTo(401);
  }

  @Test
  void theNewestStaysWhateverTheOrderAndTheAppIsDone() {
    for (var time : new long[] {1_700_000_005, 1_700_000_003, 1_700_000_005}) {
      assertThat(publish("/pub", JANE, at("jane", "order", 5, time)).statusCode()).isEqualTo(200);
    }
    assertThat(member.knows("jane/order").orElseThrow()).endsWith("1700000005");
  }

  /** The clock of the member stands in 2026. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":1900000000}",
        "{\"_type\":\"location\",\"lat\":91,\"lon\":2,\"tst\":1700000000}",
        "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":\"soon\"}",
        "{\"_type\":\"encrypted\",\"data\":\"x\"}",
        "{\"_type\":\"dump\"}",
        "[]",
        "nothing",
        ""
      })
  void whatCanNeverBeTakenIsASuccess(String message) {
    var answer = publish("/pub?u=jane&d=never", JANE, message);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
    assertThat(member.knows("jane/never")).isEmpty();
  }

  @Test
  void whatIsLeftOutIsCounted() {
    var counts = member.bean(PhoneCounts.class);
    var encrypted = counts.of(App.OWNTRACKS, LeftOut.ENCRYPTED);
    var malformed = counts.of(App.TRACCAR, LeftOut.MALFORMED);
    assertThat(publish("/pub", JANE, AppRequests.OWNTRACKS_ENCRYPTED).body()).isEqualTo("[]");
    assertThat(counts.of(App.OWNTRACKS, LeftOut.ENCRYPTED)).isEqualTo(encrypted + 1);
    var broken = post("/osmand?token=" + TOKEN, "application/json", "{\"device_id\":");
    assertThat(body(member.send(broken)).path("leftOut").asInt()).isEqualTo(1);
    assertThat(counts.of(App.TRACCAR, LeftOut.MALFORMED)).isEqualTo(malformed + 1);
  }

  @Test
  void aBatchOfSeveralClientsIsTakenAsAWholeOrNotAtAll() {
    var both = "[" + at("jane", "batch", 1, 7) + "," + at("kiwi", "batch", 1, 7) + "]";
    assertThat(publish("/pub", JANE, both).statusCode()).isEqualTo(403);
    assertThat(member.knows("jane/batch")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/pub, 401",
    "/osmand?id=jane/x&lat=1&lon=2, 401",
    "/osmand?id=jane/x&lat=1&lon=2&token=, 401",
    "/osmand?id=jane/x&lat=1&lon=2&token=token-of-jone-0123456789, 401",
    "/osmand?id=kiwi&lat=1&lon=2&token=token-of-jane-0123456789, 403",
    "/osmand?lat=1&lon=2&token=token-of-jane-0123456789, 400",
    "/osmand?id=a%20b&lat=1&lon=2&token=token-of-jane-0123456789, 400"
  })
  void whoIsWrongIsToldSo(String path, int status) {
    var request = post(path, "application/json", at("jane", "x", 1, 7));
    assertThat(member.send(request).statusCode()).isEqualTo(status);
    assertThat(member.knows("jane/x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-origin", "Origin, https://x.org"})
  void aPageCannotHaveItsReadersBrowserMoveAClient(String header, String value) {
    // Java's client does not let one set some of these, so the request is spelt out.
    var said =
        member.say(
            "GET /?id=jane/page&lat=1&lon=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: %s\r\n%s: %s\r\n\r\n".formatted(JANE, header, value));
    assertThat(said).startsWith("HTTP/1.1 403");
    assertThat(member.knows("jane/page")).isEmpty();
  }

  @Test
  void bodiesThatNoAppSendsAreRefused() {
    assertThat(
            member
                .send(post("/pub", "text/plain", "{}").header("Authorization", JANE))
                .statusCode())
        .isEqualTo(415);
    var head = "POST /pub HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n".formatted(JANE);
    assertThat(
            member.say(head + "Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
  }

  /** With a picture, say. The app would send it for ever, or be cut off in the middle of it. */
  @Test
  void aBodyThatIsTooLongIsASuccessToo() {
    var large =
        AppRequests.OWNTRACKS_IOS.replace("}", ",\"image\":\"" + "A".repeat(300_000) + "\"}");
    var counts = member.bean(PhoneCounts.class);
    var before = counts.of(App.OWNTRACKS, LeftOut.TOO_LARGE);
    var answer = publish("/pub?u=jane&d=large", JANE, large);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[]");
    assertThat(counts.of(App.OWNTRACKS, LeftOut.TOO_LARGE)).isEqualTo(before + 1);
    assertThat(member.knows("jane/large")).isEmpty();
    var batch = "[" + "{\"id\":\"lisbon\"},".repeat(10_000) + "{}]";
    assertThat(member.send(post("/osmand?token=" + TOKEN, "application/json", batch)).body())
        .isEqualTo("{\"taken\":0,\"leftOut\":1}");
  }

  @Test
  void phonesCanBeKeptOut() {
    try (var closed = WebMember.start("herd.web.phones.enabled=false")) {
      for (var path : new String[] {"/pub", "/osmand?id=a&lat=1&lon=2", "/?id=a&lat=1&lon=2"}) {
        var request = closed.to(path).POST(BodyPublishers.noBody());
        assertThat(closed.sendUndocumented(request).statusCode()).isIn(404, 405);
      }
    }
  }
}
