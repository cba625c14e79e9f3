package dev.proxyherd.http;

import static dev.proxyherd.http.WebMember.KIWI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.http.WebConnections.Limit;
import dev.proxyherd.testing.LineSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What apps may cost a member, and what one sees that asks for more. */
@ExtendWith(OutputCaptureExtension.class)
class WebLimitsTest {
  private static final String GET = "GET /v1/clients/kiwi HTTP/1.1\r\nHost: x\r\n";

  /** With a page that may ask, and nothing that runs out. */
  private static WebMember patient;

  /** With little time for anybody, and none for phones. */
  private static WebMember impatient;

  @BeforeAll
  static void start() {
    patient = WebMember.start("herd.web.cors.origins=https://map.example.org");
    impatient =
        WebMember.start(
            "herd.web.request-timeout=200ms",
            "herd.web.idle-timeout=600ms",
            "herd.web.write-timeout=200ms",
            "herd.web.phones.enabled=false");
  }

  @AfterAll
  static void stop() {
    patient.close();
    impatient.close();
  }

  @Test
  void whoIsSlowIsNotWaitedFor(CapturedOutput output) {
    assertThat(impatient.say("GET / HT")).isEmpty();
    assertThat(impatient.server().connections().hits(Limit.REQUEST_TIMEOUT)).isEqualTo(1);
    assertThat(
            impatient.say(
                """
                PUT /v1/clients/kiwi/location HTTP/1.1\r
                Host: x\r
                Content-Type: application/json\r
                Content-Length: 99\r
                \r
                {\
                """))
        .startsWith("HTTP/1.1 408")
        .contains("connection: close", "urn:proxy-herd:problem:timeout");
    assertThat(impatient.say("")).as("the idle one").isEmpty();
    assertThat(output).containsOnlyOnce("REQUEST_TIMEOUT").doesNotContain("\tat ");
  }

  @Test
  void whoDoesNotReadIsNotWaitedFor() {
    try (var deaf = LineSocket.connect(impatient.port(), 4096)) {
      var requests = "GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500);
      assertThatThrownBy(
              () -> {
                while (true) {
                  deaf.send(requests);
                }
              })
          .isInstanceOf(java.io.UncheckedIOException.class);
      assertThat(impatient.server().connections().hits(Limit.WRITE_TIMEOUT)).isEqualTo(1);
    }
  }

  @Test
  void phonesCanBeKeptOut() {
    for (var path : List.of("/pub", "/osmand?id=a&lat=1&lon=2", "/?id=a&lat=1&lon=2")) {
      var request = impatient.to(path).POST(BodyPublishers.noBody());
      assertThat(impatient.sendUndocumented(request).statusCode()).isIn(404, 405);
    }
  }

  @Test
  void thereAreSoManyConnectionsAndSoManyOfOneAddress(CapturedOutput output) {
    try (var member =
        WebMember.start("herd.web.max-connections=3", "herd.web.max-connections-per-address=2")) {
      var open = new ArrayList<LineSocket>();
      try {
        open.add(answered(LineSocket.connect(member.port())));
        open.add(answered(LineSocket.connect(member.port())));
        try (var third = LineSocket.connect(member.port())) {
          third.awaitClose();
        }
        assertThat(member.server().connections().hits(Limit.TOO_MANY_FROM_ADDRESS)).isEqualTo(1);
        open.add(answered(LineSocket.connectFrom("127.0.0.2", member.port())));
        try (var other = LineSocket.connectFrom("127.0.0.3", member.port())) {
          other.awaitClose();
        }
        assertThat(member.server().connections().hits(Limit.TOO_MANY_CONNECTIONS)).isEqualTo(1);
      } finally {
        open.forEach(LineSocket::close);
      }
      await().until(() -> member.server().connections().open() == 0);
      assertThat(member.get(KIWI).statusCode()).isEqualTo(404);
    }
    assertThat(output).contains("TOO_MANY_FROM_ADDRESS", "TOO_MANY_CONNECTIONS");
  }

  private static LineSocket answered(LineSocket socket) {
    assertThat(socket.send(GET + "\r\n").readLine()).startsWith("HTTP/1.1 404");
    return socket;
  }

  /** Each is answered, in order, whichever thread its answer comes from. */
  @Test
  void requestsMayBePipelined() {
    var text = new StringBuilder();
    for (var i = 0; i < 40; i++) {
      var body = "{\"latitude\":%d,\"longitude\":0}".formatted(i);
      text.append(
          """
          PUT /v1/clients/c%d/location HTTP/1.1\r
          Host: x\r
          Content-Type: application/json\r
          Content-Length: %d\r
          \r
          %s\
          """
              .formatted(i, body.length(), body));
      text.append("GET /v1/clients/c%d HTTP/1.1\r\nHost: x\r\n\r\n".formatted(i));
    }
    text.append("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    var answers = new ArrayList<String>();
    Pattern.compile("HTTP/1.1 (\\d+)|\"client\":\"(c\\d+)\"")
        .matcher(patient.say(text.toString()))
        .results()
        .forEach(one -> answers.add(one.group().replaceAll("HTTP/1.1 |\"client\":|\"", "")));
    var expected = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      expected.addAll(List.of("200", "c" + i, "200", "c" + i));
    }
    expected.add("404");
    assertThat(answers).isEqualTo(expected);
  }

  /** Who is cut off while it sends would not hear the answer, and could only send it again. */
  @Test
  void aBodyThatIsTooLargeIsReadToItsEndAndThenTheNextRequest() {
    var head =
        "PUT %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            .formatted(KIWI + "/location");
    var get = "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(KIWI);
    assertThat(patient.say(head + "500000\r\n\r\n" + " ".repeat(500_000) + get))
        .startsWith("HTTP/1.1 413")
        .contains("HTTP/1.1 404");
    assertThat(patient.say(head + "9000000\r\n\r\n"))
        .as("too large to be read, and nothing of it is waited for")
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase("Connection: close");
  }

  /** A phone that loses its network, and one that sends what is no chunk. */
  @ParameterizedTest
  @ValueSource(strings = {"PUT /v1/clients/kiwi/location", "POST /pub?u=a&d=b", "POST /osmand"})
  void whoIsGoneOrGarblesItsBodyIsNoDefect(String line, CapturedOutput output) {
    var head =
        line
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n";
    var connections = patient.server().connections();
    var open = connections.open();
    for (var reset : List.of(true, false)) {
      try (var phone = LineSocket.connect(patient.port())) {
        assertThat(phone.send(head).readLine()).as("the body is read").contains("100");
        phone.send("2\r\n{");
        if (reset) {
          phone.reset();
        }
      }
      await().until(() -> connections.open() <= open);
    }
    for (var garbage : List.of("what\r\n", "2\r\n{}\r\nwhat\r\n")) {
      try (var phone = LineSocket.connect(patient.port())) {
        assertThat(phone.send(head).readLine()).contains("100");
        assertThat(phone.send(garbage).readToEnd())
            .contains("HTTP/1.1 400", "urn:proxy-herd:problem:bad-request");
      }
      await().until(() -> connections.open() <= open);
    }
    assertThat(output).doesNotContain("\tat ", "ERROR");
  }

  @Test
  void pagesOfOtherOriginsMayAskWhereTheyAreNamed() {
    var preflight =
        patient.sendUndocumented(
            patient
                .to(KIWI + "/location")
                .header("Origin", "https://map.example.org")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(200);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://map.example.org");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("PUT");
    var other = patient.to(KIWI).header("Origin", "https://evil.example.org");
    var refused = patient.sendUndocumented(other);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("urn:proxy-herd:problem:forbidden");
  }

  /** What else can be wrong with the settings: {@link WebConfigurationTest}. */
  @Test
  void aWrongSettingEndsTheStart(CapturedOutput output) {
    assertThatThrownBy(() -> WebMember.start("herd.web.cors.origins=map.example.org")).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "herd.web.cors.origins")
        .doesNotContain("\tat ");
  }

  @Test
  void aPortThatIsTakenEndsTheStart(CapturedOutput output) throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> WebMember.start("herd.members.Goloman.web-port=" + taken.getLocalPort()))
          .isNotNull();
    }
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "herd.members.Goloman.web-port")
        .doesNotContain("\tat ");
  }
}
