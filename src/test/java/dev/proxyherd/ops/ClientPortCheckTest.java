package dev.proxyherd.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.JsonNode;

/** Health asks the client port, and not only the listener. */
class ClientPortCheckTest {
  @Test
  void aPortThatIsFullDoesNotAnswer() throws Exception {
    try (var member = start(Map.of("herd.client.max-connections", "1"))) {
      assertThat(clientPort(member).path("status").asString()).isEqualTo("UP");
      try (var client = new Socket(InetAddress.getLoopbackAddress(), member.clientPort())) {
        client.getOutputStream().write("x\n".getBytes(UTF_8));
        assertThat(client.getInputStream().read()).as("it is served").isEqualTo('?');
        var full = clientPort(member);
        assertThat(full.path("status").asString()).isEqualTo("DOWN");
        assertThat(full.at("/details/problem").asString()).isNotEmpty();
      }
    }
  }

  @Test
  void aListenerThatIsGoneIsDown() {
    try (var member = start(Map.of())) {
      var server = member.bean("clientServer", LineServer.class);
      var check = new ClientPortCheck(server, "127.0.0.1", null);
      assertThat(check.health().getStatus()).isEqualTo(Status.UP);
      server.stop();
      assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
    }
  }

  @Test
  void itsOwnQuestionsAreCountedApart() {
    try (var member = start(Map.of())) {
      clientPort(member);
      clientPort(member);
      assertThat(invalid(member, "health_check")).isEqualTo(2);
      assertThat(invalid(member, "refused")).isZero();
    }
  }

  private static double invalid(TestMember member, String outcome) {
    return member
        .bean(MeterRegistry.class)
        .get("herd.commands")
        .tags("verb", "invalid", "outcome", outcome)
        .functionCounter()
        .count();
  }

  private static JsonNode clientPort(TestMember member) {
    return Actuator.get(member.httpPort(), "health").at("/components/clientPort");
  }

  private static TestMember start(Map<String, String> properties) {
    return TestMember.start("Goloman", List.of(), _ -> new InetSocketAddress(0), properties);
  }
}
