package dev.proxyherd.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.Seeds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client has the same name in a path as in a line, byte for byte; or it is refused. */
class ClientIdTest {
  private static WebMember member;

  @BeforeAll
  static void start() {
    member = WebMember.start();
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  /** A name in a path, and how it stands in a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "a%2Fb a/b",
        "a%252Fb a%2Fb",
        "..%2F..%2Fetc%2Fpasswd ../../etc/passwd",
        "%2E%2E ..",
        "... ...",
        ". .",
        "a;b=c a;b=c",
        "a+b a+b",
        "b%2Bc b+c",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E <script>alert(1)</script>",
        "x'%22;DROP%E3%80%80TABLE x'\";DROP\u3000TABLE",
        "%5C%5Chost%5Cshare \\\\host\\share",
        "a%3Fb%23c a?b#c",
        "%E2%82%AC €",
        "%7Bid%7D {id}",
        "a:b@c,d=e&f$g!h*i a:b@c,d=e&f$g!h*i"
      })
  void isTheSameInAPathAsInALine(String path, String name) {
    var answer = request("GET /v1/clients/%s".formatted(path), "");
    assertThat(answer).contains("unknown-client");
    var _ = LineSocket.exchange(member.clientPort(), "IAMAT %s +1+1 1700000000\n".formatted(name));
    assertThat(request("GET /v1/clients/%s".formatted(path), ""))
        .startsWith("HTTP/1.1 200")
        .contains("\"path\":\"" + ClientId.path(ByteString.of(name)) + "\"");
  }

  @Test
  void mayBeAnyBytesButWhitespace() {
    var random = Seeds.random();
    for (var round = 0; round < 200; round++) {
      var bytes = new byte[1 + random.nextInt(20)];
      random.nextBytes(bytes);
      for (var i = 0; i < bytes.length; i++) {
        if (bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r')) {
          bytes[i] = 0;
        }
      }
      var name = ByteString.wrap(bytes);
      var path = ClientId.path(name);
      assertThat(path).matches("/v1/clients/([A-Za-z0-9._~-]|%[0-9A-F]{2})+");
      var body = "{\"latitude\":1,\"longitude\":%d}".formatted(round % 180);
      assertThat(request("PUT %s/location".formatted(path), body))
          .as(path)
          .startsWith("HTTP/1.1 200");
      assertThat(member.store().find(name)).as(path).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "a%20b", "%09", "a%0D%0Ab", "%0A", "%0B"})
  void isRefusedWithWhitespaceInIt(String path) {
    for (var what : new String[] {"", "/places"}) {
      assertThat(request("GET /v1/clients/%s%s".formatted(path, what), ""))
          .startsWith("HTTP/1.1 400")
          .contains("urn:proxy-herd:problem:bad-client");
    }
    assertThat(request("PUT /v1/clients/%s/location".formatted(path), WebMember.HERE))
        .startsWith("HTTP/1.1 400")
        .contains("urn:proxy-herd:problem:bad-client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%2G", "%%", "a%"})
  void isRefusedWhereItIsNotEncoded(String path) {
    assertThat(request("GET /v1/clients/" + path, "")).startsWith("HTTP/1.1 400");
  }

  @Test
  void isNotEmpty() {
    assertThat(request("GET /v1/clients/", "")).startsWith("HTTP/1.1 404");
    assertThat(request("PUT /v1/clients//location", WebMember.HERE)).startsWith("HTTP/1.1 40");
  }

  /** By a plain socket: client libraries have ideas of their own about paths. */
  private static String request(String line, String body) {
    return member.say(
        "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(line, body.getBytes(UTF_8).length, body));
  }
}
