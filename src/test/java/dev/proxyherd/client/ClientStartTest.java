package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.tcp.PortUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a member says that cannot serve clients: it does not start. */
@ExtendWith(OutputCaptureExtension.class)
class ClientStartTest {
  @Test
  void saysWhichPortIsTaken(CapturedOutput output) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      assertThatThrownBy(() -> Member.start("herd.members.Goloman.client-port=" + port))
          .hasCauseInstanceOf(PortUnavailableException.class);
      assertThat(output)
          .contains("APPLICATION FAILED TO START")
          .contains(
              "herd.members.Goloman.client-port: cannot listen on 127.0.0.1:"
                  + port
                  + ": Address already in use\n")
          .contains("Stop the program that listens there")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "herd.client.max-line, abc",
    "herd.client.max-line, 63B",
    "herd.client.max-line, 4GB",
    "herd.client.max-discard, -1",
    "herd.client.max-discard, 4GB",
    "herd.client.max-connections, 0",
    "herd.client.line-timeout, 0s",
    "herd.client.write-timeout, soon",
    "herd.client.idle-timeout, -1s",
    "herd.client.idle-timeout, 60d",
    "herd.client.max-connections-per-address, -1",
    "herd.client.auth.enabled, perhaps",
    "herd.client.auth.max-failures, 0",
    "herd.client.rate-limit.per-address, -1",
    "herd.client.rate-limit.burst, 2m",
    "herd.peers.max-connections-per-address, -1",
    "herd.max-clock-ahead, -1s",
    "herd.max-clock-ahead, 400000d",
    "herd.locations.retention, 999ms",
    "herd.locations.retention, 400000d",
    "herd.locations.forget-retention, 0s",
    "herd.locations.max-clients, 0",
    "herd.locations.max-heap-share, 0",
    "herd.locations.max-heap-share, 1.5"
  })
  void saysWhichLimitIsNotReadable(String property, String value, CapturedOutput output) {
    assertThatThrownBy(() -> Member.start(property + "=" + value).close()).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains(property + " = ")
        .contains("docs/reference/configuration.md")
        .doesNotContain("\tat ");
  }
}
