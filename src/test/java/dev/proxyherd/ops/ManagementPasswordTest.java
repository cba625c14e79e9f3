package dev.proxyherd.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxyherd.testing.Actuator;
import dev.proxyherd.testing.TestMember;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Members with a management password from elsewhere, with a bad one, and with none. */
@ExtendWith(OutputCaptureExtension.class)
class ManagementPasswordTest {
  private static final String KEY = "herd.management.password";

  @Test
  void withoutOneNobodyIsAnsweredAndTheStartSaysSo(CapturedOutput output) throws Exception {
    try (var member = start(Map.of(KEY, ""))) {
      assertThat(output).containsOnlyOnce(KEY + " is not set");
      assertThat(status(member, "herd", "herd", "")).isEqualTo(401);
      assertThat(status(member, "herd", "herd", "null")).isEqualTo(401);
    }
  }

  @Test
  void aShortOneEndsTheStartAndIsNotShown(CapturedOutput output) {
    assertThatThrownBy(() -> start(Map.of(KEY, "sesame-sesame")).close())
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains(KEY + " = (13 characters): a password has 16 or more")
        .contains("HERD_MANAGEMENT_PASSWORD")
        .doesNotContain("sesame");
  }

  /** As the secrets of containers are: a folder with a file for each property. */
  @Test
  void mayBeInAFile(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("from.file"), "from a file, long enough\n");
    var properties =
        Map.of(KEY, "${from.file}", "spring.config.import", "configtree:" + folder + "/");
    try (var member = start(properties)) {
      assertThat(status(member, "herd", "herd", "from a file, long enough")).isEqualTo(200);
      assertThat(status(member, "herd", "herd", TestMember.PASSWORD)).isEqualTo(401);
    }
  }

  private static TestMember start(Map<String, String> properties) {
    return TestMember.start("Goloman", List.of(), _ -> new InetSocketAddress(0), properties);
  }

  private static int status(TestMember member, String path, String user, String password)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(member.httpPort(), path));
      var request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", Actuator.authorization(user, password))
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
