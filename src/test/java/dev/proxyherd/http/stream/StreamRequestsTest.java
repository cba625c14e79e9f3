package dev.proxyherd.http.stream;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.http.Caller;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.ByteString;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What a request for a stream asks for, without a network. */
class StreamRequestsTest {
  private static StreamRequest read(String query, String... lastEventId) {
    var request =
        MockServerHttpRequest.method(HttpMethod.GET, URI.create("/v1/stream?" + query))
            .header("Last-Event-ID", lastEventId)
            .build();
    return StreamRequests.of(
        ServerRequest.create(MockServerWebExchange.from(request), List.of()), Caller.ANYBODY);
  }

  /** An asterisk that is coded is one of the name. */
  @ParameterizedTest
  @CsvSource({
    "'', kiwi kiwi-1 kiwi-2 kiwi-* ki",
    "client=kiwi, kiwi",
    "client=kiwi-*, kiwi-1 kiwi-2 kiwi-*",
    "client=kiwi&client=kiwi-2, kiwi kiwi-2",
    "client=ki&%63lient=kiwi-*, kiwi-1 kiwi-2 kiwi-* ki",
    "client=kiwi-%2A, kiwi-*",
    "client=*, kiwi kiwi-1 kiwi-2 kiwi-* ki"
  })
  void clientsAreMeantByNameOrByHowItBegins(String query, String expected) {
    assertThat(
            Stream.of("kiwi", "kiwi-1", "kiwi-2", "kiwi-*", "ki")
                .filter(client -> read(query).clients().test(ByteString.of(client))))
        .containsExactly(expected.split(" ", -1));
  }

  @Test
  void theHeaderGoesBeforeTheParameter() {
    assertThat(read("").after()).isEmpty();
    assertThat(read("last-event-id=").after()).isEmpty();
    assertThat(read("last-event-id=a-1").after()).contains("a-1");
    assertThat(read("last-event-id=a-1", "b-2").after()).contains("b-2");
  }

  @Test
  void whoIsInsideIsRememberedWhereItMatters() {
    assertThat(read("").remembers()).isFalse();
    assertThat(read("near=1,1").remembers()).isTrue();
    assertThat(read("near=1,1&events=exit").remembers()).isTrue();
    assertThat(read("near=1,1&events=inside").remembers()).isFalse();
  }

  @Test
  void clientsAreUpToAHundred() {
    var hundred =
        IntStream.range(0, 100).mapToObj(client -> "client=c" + client).collect(joining("&"));
    assertThat(read(hundred).clients().test(ByteString.of("c99"))).isTrue();
    assertThatThrownBy(() -> read(hundred + "&client=c100")).hasMessageContaining("up to 100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=then",
        "near=1",
        "near=1,1&radius=0",
        "radius=1",
        "box=1,2,3",
        "box=2,1,1,2",
        "box=1,2,91,3",
        "near=1,1&box=1,1,2,2",
        "events=enter",
        "box=1,1,2,2&events=",
        "box=1,1,2,2&events=enter,enter",
        "box=1,1,2,2&events=leave",
        "client=",
        "client=a%20b",
        "from=now&from=now",
        "clients=a"
      })
  void whatIsWrongIsSaid(String query) {
    assertThatThrownBy(() -> read(query))
        .isInstanceOfSatisfying(
            ProblemException.class, wrong -> assertThat(wrong.problem().name()).startsWith("BAD_"));
  }
}
