package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask a member for what over HTTP, and what it says to those who may not. */
class ManagementTest {
  private static TestMember member;

  @BeforeAll
  static void start() {
    member = TestMember.start("Goloman", List.of(), _ -> new InetSocketAddress(0), Map.of());
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "health/liveness", "health/readiness", "info", "prometheus"})
  void answersAnybodyWhatProbesAndPrometheusAsk(String path) throws Exception {
    assertThat(get(member, "/actuator/" + path, null).statusCode()).isEqualTo(200);
    var wrong = Actuator.authorization("herd", "another password, as long");
    assertThat(get(member, "/actuator/" + path, wrong).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/herd", "/forget", "/metrics", "/loggers", "/sbom", "/env", "/none"})
  void asksForItsUserForAllElse(String path) throws Exception {
    var answer = get(member, "/actuator" + path, null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/none", "/actuator/../actuator/herd", "/actuator/health/../herd"})
  void hasNoWayAround(String path) throws Exception {
    assertThat(get(member, path, null).statusCode()).isGreaterThanOrEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"herd", "metrics", "loggers"})
  void answersItsUser(String path) throws Exception {
    var answer = get(member, "/actuator/" + path, Actuator.AUTHORIZATION);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "server");
  }

  @Test
  void takesNoOtherUserAndNoOtherPassword() throws Exception {
    for (var wrong :
        List.of(
            Actuator.authorization("herd", "another password, as long"),
            Actuator.authorization("herd", ""),
            Actuator.authorization("admin", TestMember.PASSWORD),
            "Basic !",
            "Bearer x")) {
      assertThat(get(member, "/actuator/herd", wrong).statusCode()).as(wrong).isEqualTo(401);
    }
  }

  @Test
  void letsNobodyElseChangeAnything() throws Exception {
    assertThat(post(null).statusCode()).isEqualTo(401);
    assertThat(member.store().forgotten()).isZero();
    assertThat(post(Actuator.AUTHORIZATION).statusCode()).isEqualTo(200);
    assertThat(member.store().forgotten()).isEqualTo(1);
  }

  @Test
  void saysOfAnErrorWhatItIsAndNothingOfItself() throws Exception {
    for (var path : List.of("/none", "/actuator/none", "/actuator/metrics/none")) {
      var answer = get(member, path, Actuator.AUTHORIZATION);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("trace", "xception", "<html", "springframework");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  private static HttpResponse<String> post(@Nullable String user) throws Exception {
    var request =
        HttpRequest.newBuilder(uri(member, "/actuator/forget"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"client\":\"kiwi\"}"));
    return send(request, user);
  }

  private static HttpResponse<String> get(TestMember asked, String path, @Nullable String user)
      throws Exception {
    return send(HttpRequest.newBuilder(uri(asked, path)), user);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, @Nullable String user)
      throws Exception {
    if (user != null) {
      request.header("Authorization", user);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static URI uri(TestMember asked, String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(asked.httpPort(), path));
  }
}
