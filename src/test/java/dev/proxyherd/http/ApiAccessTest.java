package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.HERE;
import static dev.proxyherd.http.WebMember.KIWI;
import static dev.proxyherd.http.WebMember.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import dev.proxyherd.http.WebConnections.Limit;
import dev.proxyherd.testing.Actuator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who may do what over HTTP where clients have to say who they are. */
@ExtendWith(OutputCaptureExtension.class)
class ApiAccessTest {
  private static final String TOKEN = "token-of-the-zoo-0123456789";
  private static final String BLIND_TOKEN = "token-of-the-blind-0123456789";

  private static final String[] PRINCIPALS = {
    "herd.client.auth.enabled=true",
    "herd.client.auth.principals[0].name=zoo",
    "herd.client.auth.principals[0].token=" + TOKEN,
    "herd.client.auth.principals[0].clients=kiwi,zoo-*",
    "herd.client.auth.principals[1].name=blind",
    "herd.client.auth.principals[1].token=" + BLIND_TOKEN,
    "herd.client.auth.principals[1].clients=mole",
    "herd.client.auth.principals[1].ask-others=false",
    "herd.client.auth.principals[2].name=CN-only",
    "herd.client.auth.principals[3].name=odd",
    "herd.client.auth.principals[3].token=a:token:with:colons:0123456789",
    "herd.client.auth.principals[3].clients=odd"
  };

  private static WebMember member;

  @BeforeAll
  static void start() {
    member = WebMember.start(PRINCIPALS);
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  private static HttpResponse<String> put(String client, String authorization) {
    return member.send(
        WebMember.json(member.to("/v1/clients/" + client + "/location"), HERE)
            .header("Authorization", authorization));
  }

  private static HttpResponse<String> get(String path, @Nullable String authorization) {
    var request = member.to(path);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return member.send(request);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer another-token-of-the-same-length",
        "Basic !",
        "Basic em9v",
        "Digest x",
        ""
      })
  void nobodyUnknownIsToldOrTaken(@Nullable String authorization) {
    for (var path :
        List.of(
            KIWI, KIWI + "/places", "/v1/clients?near=1,1", "/v1/herd", "/v1/places?box=1,1,2,2")) {
      var answer = get(path, authorization);
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .containsExactly("Bearer realm=\"herd\"", "Basic realm=\"herd\", charset=\"UTF-8\"");
      assertThat(answer.body()).doesNotContain(TOKEN);
    }
    assertThat(member.put("kiwi-of-nobody", HERE).statusCode()).isEqualTo(401);
    assertThat(member.knows("kiwi-of-nobody")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + TOKEN, "bearer " + TOKEN})
  void aTokenIsEnough(String authorization) {
    assertThat(put("kiwi", authorization).statusCode()).isEqualTo(200);
    assertThat(get(KIWI, authorization).statusCode()).isEqualTo(200);
  }

  @Test
  void aNameAndItsTokenAreBasic() {
    assertThat(put("kiwi", Actuator.authorization("zoo", TOKEN)).statusCode()).isEqualTo(200);
    assertThat(put("kiwi", Actuator.authorization("blind", TOKEN)).statusCode()).isEqualTo(401);
    assertThat(put("kiwi", Actuator.authorization("zoo", BLIND_TOKEN)).statusCode()).isEqualTo(401);
    var operator = Actuator.authorization("herd", WebMember.PASSWORD);
    assertThat(put("kiwi", operator).statusCode()).isEqualTo(401);
  }

  @Test
  void eachMovesItsOwnAndAsksAsItMay() {
    var zoo = "Bearer " + TOKEN;
    var blind = "Bearer " + BLIND_TOKEN;
    assertThat(put("zoo-7", zoo).statusCode()).isEqualTo(200);
    assertThat(put("mole", zoo).statusCode()).isEqualTo(403);
    assertThat(put("mole", blind).statusCode()).isEqualTo(200);
    assertThat(get("/v1/clients/mole", zoo).statusCode()).isEqualTo(200);
    for (var path : List.of("/v1/clients/zoo-7", "/v1/clients/zoo-7/places", "/v1/clients/none")) {
      assertThat(get(path, blind).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(get("/v1/herd", zoo).statusCode()).isEqualTo(200);
    assertThat(get("/v1/herd", blind).statusCode()).isEqualTo(403);
    assertThat(get("/v1/places?box=1,1,2,2", blind).statusCode()).isEqualTo(200);
    assertThat(clientsNear(zoo)).contains("mole", "zoo-7");
    assertThat(clientsNear(blind)).containsExactly("mole");
  }

  private static List<String> clientsNear(String authorization) {
    var names = new ArrayList<String>();
    body(get("/v1/clients?near=34.06,-118.44", authorization))
        .path("clients")
        .forEach(one -> names.add(one.path("client").asString()));
    return names;
  }

  @Test
  void aStreamTellsOfThoseThatItsReaderMayAskFor() {
    var blind = "Authorization: Bearer " + BLIND_TOKEN;
    assertThat(put("zoo-8", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    assertThat(put("mole", "Bearer " + BLIND_TOKEN).statusCode()).isEqualTo(200);
    try (var zoo = EventReader.open(member, "", "Authorization: Bearer " + TOKEN);
        var own = EventReader.open(member, "", blind);
        var others = EventReader.open(member, "?client=zoo-*", blind)) {
      assertThat(zoo.untilCaughtUp()).extracting(Object::toString).contains("location mole");
      assertThat(own.untilCaughtUp())
          .extracting(event -> event.toString().strip())
          .containsExactly("reset", "location mole", "caught-up");
      assertThat(others.untilCaughtUp()).hasSize(2);
    }
    assertThat(get("/v1/stream?client=zoo-8", "Bearer " + BLIND_TOKEN).statusCode()).isEqualTo(403);
    assertThat(get("/v1/stream", null).statusCode()).isEqualTo(401);
  }

  @Test
  void onlyTheOperatorForgets() {
    assertThat(put("zoo-1", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    for (var who :
        List.of(
            "Bearer " + TOKEN,
            "Bearer " + WebMember.PASSWORD,
            Actuator.authorization("zoo", TOKEN),
            Actuator.authorization("herd", "another password, as long"))) {
      assertThat(forget(who).statusCode()).as(who).isEqualTo(401);
    }
    assertThat(member.knows("zoo-1")).isPresent();
    assertThat(forget(Actuator.authorization("herd", WebMember.PASSWORD)).statusCode())
        .isEqualTo(200);
    assertThat(member.knows("zoo-1")).isEmpty();
  }

  private static HttpResponse<String> forget(String authorization) {
    return member.send(
        member.to("/v1/clients/zoo-1").header("Authorization", authorization).DELETE());
  }

  @Test
  void theDocumentIsForAnybody() {
    assertThat(get("/v1/openapi.json", null).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutAPasswordThereIsNoOperatorAndTooFastIsRefusedWhoeverItIs() {
    var properties = new ArrayList<>(List.of(PRINCIPALS));
    properties.add("herd.management.password=");
    properties.add("herd.client.rate-limit.per-address=1");
    properties.add("herd.client.rate-limit.burst=3s");
    try (var other = WebMember.start(properties.toArray(String[]::new))) {
      var delete =
          other.to(KIWI).header("Authorization", Actuator.authorization("herd", "")).DELETE();
      var right = other.to(KIWI).header("Authorization", "Bearer " + TOKEN);
      assertThat(other.send(delete).statusCode()).isEqualTo(403);
      assertThat(other.get(KIWI).statusCode()).isEqualTo(401);
      assertThat(other.send(right).statusCode()).isEqualTo(404);
      for (var request : List.of(other.to(KIWI), delete, right)) {
        assertThat(untilRefused(other, request)).hasValue(1);
      }
    }
  }

  /** As slow as the machine may be: how long to wait, in seconds. */
  private static OptionalLong untilRefused(WebMember member, HttpRequest.Builder request) {
    for (var i = 0; i < 100; i++) {
      var answer = member.send(request);
      if (answer.statusCode() == 429) {
        return answer.headers().firstValueAsLong("Retry-After");
      }
    }
    return OptionalLong.empty();
  }

  @Test
  void aCertificateIsEnoughWhereClientsSpeakTls(CapturedOutput output) throws Exception {
    var properties = new ArrayList<>(List.of(PRINCIPALS));
    properties.add("herd.client.auth.principals[2].name=kiwi");
    properties.add("herd.client.auth.principals[2].clients=kiwi");
    properties.add("herd.web.ssl.bundle=herd");
    properties.add("herd.web.ssl.client-auth=want");
    TestCertificates.VALID
        .properties("herd", "Goloman")
        .forEach((key, value) -> properties.add(key + "=" + value));
    try (var encrypted = WebMember.start(properties.toArray(String[]::new))) {
      var kiwi = TestCertificates.VALID.bundle("kiwi").createSslContext();
      var uri = URI.create("https://localhost:%d%s".formatted(encrypted.port(), KIWI));
      var request = WebMember.json(HttpRequest.newBuilder(URI.create(uri + "/location")), HERE);
      try (var known = HttpClient.newBuilder().sslContext(kiwi).build();
          var stranger = HttpClient.newBuilder().sslContext(TestCertificates.stranger()).build()) {
        assertThat(known.send(request.build(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
        assertThat(stranger.send(request.build(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(401);
      }
      var plain = encrypted.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(plain).doesNotContain("HTTP/1.1");
      // Counted and said when the connection is being closed already, which the other side sees.
      await().untilAsserted(() -> assertThat(output).contains("TLS_FAILED"));
      assertThat(encrypted.server().connections().hits(Limit.TLS_FAILED)).isEqualTo(1);
      assertThat(output).doesNotContain("\tat ");
    }
  }

  /** Basic, as browsers and phones make it. */
  @Test
  void aTokenMayHaveAColonInIt() {
    var basic = Actuator.authorization("odd", "a:token:with:colons:0123456789");
    assertThat(get("/v1/clients/odd", basic).statusCode()).isEqualTo(404);
  }
}
