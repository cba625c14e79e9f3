package dev.proxyherd.places.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.TestMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole member whose places come from a server that plays Google. */
@ExtendWith(OutputCaptureExtension.class)
class GoogleMemberTest {
  private static final int CLIENTS = 1_000;
  private static final int CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch let = new CountDownLatch(1);

  private FakeGoogle heldGoogle() throws IOException {
    var answer = FakeGoogle.whole("200 OK", "", "{}");
    return new FakeGoogle(
        (connection, out) -> {
          let.await();
          answer.answer(connection, out);
        },
        true);
  }

  private static TestMember start(FakeGoogle google, Map<String, String> more) {
    var properties =
        new HashMap<>(
            Map.of(
                "herd.places.provider",
                "google",
                "herd.places.google.key",
                GoogleCalls.KEY,
                "herd.places.google.base-url",
                google.url(),
                "herd.places.google.connections",
                String.valueOf(CONNECTIONS)));
    properties.putAll(more);
    var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return TestMember.start("Goloman", List.of(), _ -> nobody, properties);
  }

  /** Each at a place of its own, so that no two ask the same. */
  private static void report(TestMember member, int clients) {
    try (var reporter = LineSocket.connect(member.clientPort())) {
      for (var client = 0; client < clients; client++) {
        assertThat(reporter.ask("IAMAT c%d +1.%05d+2 1520023934".formatted(client, client)))
            .startsWith("AT ");
      }
    }
  }

  private static GoogleStatus.Snapshot google(TestMember member) {
    return member.bean(GoogleStatus.class).snapshot().orElseThrow();
  }

  @Test
  void aThousandWhoWaitForGoogleDelayNobodyElse() throws Exception {
    try (var google = heldGoogle();
        var member =
            start(
                google,
                Map.of(
                    "herd.places.google.timeout", "60s",
                    "herd.places.google.network.response-timeout", "60s"))) {
      report(member, CLIENTS);
      var waiting = new ArrayList<LineSocket>();
      try (var other = LineSocket.connect(member.clientPort())) {
        for (var client = 0; client < CLIENTS; client++) {
          waiting.add(
              LineSocket.connect(member.clientPort())
                  .sendLine("WHATSAT c%d 10 5".formatted(client)));
        }
        await().atMost(PATIENCE).until(() -> google(member).waiting() == CLIENTS - CONNECTIONS);
        await().atMost(PATIENCE).until(() -> google.requested() == CONNECTIONS);
        for (var time = 0; time < 100; time++) {
          assertThat(other.ask("IAMAT other +1+2 1520023934")).startsWith("AT Goloman ");
        }
        var health = Actuator.get(member.httpPort(), "health/places");
        assertThat(health.at("/status").asString()).isEqualTo("UP");
        assertThat(health.at("/details/google/breaker").asString()).isEqualTo("CLOSED");
        assertThat(health.at("/details/google/underWay").asInt()).isEqualTo(CONNECTIONS);
        let.countDown();
        for (var client : waiting) {
          assertThat(client.readLine()).startsWith("AT Goloman ");
          assertThat(client.readPlaces()).contains("ZERO_RESULTS");
        }
      } finally {
        waiting.forEach(LineSocket::close);
      }
      assertThat(google.requested()).isEqualTo(CLIENTS);
      assertThat(google.openConnections()).isLessThanOrEqualTo(CONNECTIONS);
      assertThat(google(member).underWay()).isZero();
    }
  }

  @Test
  void aMemberThatStopsAnswersThoseWhoWaitForGoogle(CapturedOutput output) throws Exception {
    try (var google = heldGoogle()) {
      var member =
          start(
              google,
              Map.of(
                  "herd.places.google.timeout", "1s",
                  "spring.lifecycle.timeout-per-shutdown-phase", "1m"));
      report(member, 3 * CONNECTIONS);
      var waiting = new ArrayList<LineSocket>();
      for (var client = 0; client < 3 * CONNECTIONS; client++) {
        waiting.add(
            LineSocket.connect(member.clientPort()).sendLine("WHATSAT c%d 10 5".formatted(client)));
      }
      await().atMost(PATIENCE).until(() -> google.requested() >= CONNECTIONS);
      var stopped = CompletableFuture.runAsync(member::close);
      for (var client : waiting) {
        assertThat(client.readLine()).startsWith("AT Goloman ");
        assertThat(client.readPlaces()).contains("UNKNOWN_ERROR");
        client.close();
      }
      assertThat(stopped).succeedsWithin(PATIENCE);
      assertThat(output).contains(", 0 cut;").doesNotContain("\tat ");
    } finally {
      let.countDown();
    }
  }
}
