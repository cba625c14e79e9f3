package dev.proxyherd.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The profiles as a starting member reads them, and what it says when they are wrong. */
@ExtendWith(OutputCaptureExtension.class)
class TopologyStartTest {
  @EnableAutoConfiguration
  @Import(TopologyConfiguration.class)
  static class Member {}

  @Test
  void readsTheProfilesBesideTheProgramAndListensOnTheMembersOwnHttpPort() {
    try (var context =
        start("--spring.profiles.active=goloman,local", "--herd.members.Goloman.http-port=0")) {
      var topology = context.getBean(Topology.class);
      assertThat(topology.self()).isEqualTo("Goloman");
      assertThat(topology.neighbours()).containsExactly("Hands", "Holiday", "Wilkes");
      assertThat(topology.address("Wilkes").peerPort()).isEqualTo(13_005);
      var server = requireNonNull(((WebServerApplicationContext) context).getWebServer());
      assertThat(server.getPort()).isPositive().isNotEqualTo(8080);
    }
  }

  @Test
  void saysWhatIsWrongWithTheTopology(CapturedOutput output) {
    assertThatThrownBy(
            () -> start("--spring.profiles.active=goloman,local", "--herd.neighbours=Hans"))
        .hasRootCauseInstanceOf(TopologyException.class);
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("herd.neighbours[0] = 'Hans': no such member in the address table")
        .contains("The table has Bernard, Campbell, Goloman")
        .doesNotContain("\tat ");
  }

  @Test
  void saysHowToSetTheSecret(CapturedOutput output) {
    assertThatThrownBy(() -> start("--spring.profiles.active=goloman,local", "--herd.secret="))
        .hasRootCauseInstanceOf(TopologyException.class);
    assertThat(output).contains("herd.secret = (not set)").contains("HERD_SECRET");
  }

  @Test
  void readsTheSecretFromAFileAndWarnsOfOneThatEverybodyKnows(CapturedOutput output) {
    startAsContainer("secrets/demonstration").close();
    assertThat(output).contains("The herd's secret is the demonstration's");
  }

  @Test
  void saysNothingOfASecretOfItsOwn(@TempDir Path secrets, CapturedOutput output)
      throws IOException {
    Files.writeString(secrets.resolve("herd.secret"), "of-this-test-and-nobody-else\n");
    try (var context = startAsContainer(secrets.toString())) {
      assertThat(context.getBean(Topology.class).secret())
          .isEqualTo("of-this-test-and-nobody-else");
    }
    assertThat(output).doesNotContain("demonstration");
  }

  /** With the secrets of a folder, which containers have at /run/secrets. */
  private static ConfigurableApplicationContext startAsContainer(String secrets) {
    return start(
        "--spring.profiles.active=goloman,compose",
        "--spring.config.import=configtree:" + secrets + "/",
        "--server.address=127.0.0.1",
        "--server.port=0");
  }

  @Test
  void saysWhichValueIsNotReadable(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                start(
                    "--spring.profiles.active=goloman,local",
                    "--herd.members.Goloman.client-port=abc"))
        .isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("client-port")
        .contains("'abc'")
        .doesNotContain("\tat ");
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "--spring.main.register-shutdown-hook=false",
                // What else is in this group is of packages that are not here.
                "--management.endpoint.health.group.readiness.include=readinessState"));
    all.addAll(List.of(arguments));
    return new SpringApplicationBuilder(Member.class)
        .web(WebApplicationType.REACTIVE)
        .run(all.toArray(String[]::new));
  }
}
