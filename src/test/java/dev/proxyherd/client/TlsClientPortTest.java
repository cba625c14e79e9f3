package dev.proxyherd.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.cli.TestCertificates;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole member whose clients speak TLS; and what one says that cannot. */
@ExtendWith(OutputCaptureExtension.class)
class TlsClientPortTest {
  @Test
  void clientsSpeakTlsAndOthersAreCounted(CapturedOutput output) throws Exception {
    try (var member = Member.start(encrypted("herd.client.ssl.client-auth=need"))) {
      var kiwi = TestCertificates.VALID.bundle("kiwi").createSslContext();
      try (var client = member.connect().encrypt(kiwi)) {
        var commands = (Member.IAMAT + "\n").repeat(1_000);
        assertThat(client.send(commands).shutdownOutput().readToEnd())
            .isEqualTo((Member.AT + "\n").repeat(1_000));
      }
      for (var i = 0; i < 3; i++) {
        try (var plain = member.connect()) {
          plain.sendLine(Member.IAMAT).awaitClose();
        }
      }
      await().untilAsserted(() -> assertThat(failures(member)).isEqualTo(3));
    }
    assertThat(output)
        .containsOnlyOnce("on the client port: TLS_FAILED, the other side does not speak TLS.")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "need"})
  void theMemberCanTellThatItsPortAnswers(String clientAuth) {
    try (var member = Member.start(encrypted("herd.client.ssl.client-auth=" + clientAuth))) {
      var port = requireNonNull(member.bean(HealthEndpoint.class).healthForPath("clientPort"));
      assertThat(details(port)).doesNotContainKeys("tls", "problem");
      assertThat(port.getStatus()).isEqualTo(Status.UP);
      assertThat(failures(member)).isZero();
    }
  }

  private static Map<String, Object> details(HealthDescriptor port) {
    return ((IndicatedHealthDescriptor) port).getDetails();
  }

  private static double failures(Member member) {
    return member
        .bean(MeterRegistry.class)
        .get("herd.connections.closed")
        .tags("port", "client", "reason", "tls_failed")
        .functionCounter()
        .count();
  }

  @Test
  void saysWhichBundleThereIsNot(CapturedOutput output) {
    assertThatThrownBy(() -> Member.start(encrypted("herd.client.ssl.bundle=hrd"))).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("herd.client.ssl.bundle = 'hrd': there is no SSL bundle of this name")
        .contains("There is herd.", "./herd certs")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhichFileThereIsNot(boolean watched, @TempDir Path folder, CapturedOutput output) {
    var file = folder.resolve("missing.crt");
    assertThatThrownBy(
            () ->
                Member.start(
                    encrypted(
                        "spring.ssl.bundle.pem.herd.keystore.certificate=" + file,
                        "spring.ssl.bundle.pem.herd.reload-on-update=" + watched)))
        .isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains(file.toString())
        .contains("spring.ssl.bundle")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.ssl.bundle.pem.herd.keystore.private-key=",
        "spring.ssl.bundle.pem.herd.options.enabled-protocols=TLSv9",
        "herd.client.ssl.client-auth=maybe",
        "herd.client.ssl.bundle="
      })
  void saysWhatIsWrong(String property, CapturedOutput output) {
    assertThatThrownBy(() -> Member.start(encrypted("herd.client.ssl.client-auth=want", property)))
        .isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .containsPattern("herd.client.ssl")
        .doesNotContain("\tat ");
  }

  private static String[] encrypted(String... more) {
    var all = new ArrayList<String>();
    TestCertificates.VALID
        .properties("herd", "Goloman")
        .forEach((key, value) -> all.add(key + "=" + value));
    all.add("herd.client.ssl.bundle=herd");
    for (var property : more) {
      var key = property.substring(0, property.indexOf('=') + 1);
      all.removeIf(other -> other.startsWith(key));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
