package dev.proxyherd.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.boot.WebApplicationType.NONE;

import dev.proxyherd.ProxyHerd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Every way in which a start can fail says key, value, file and what would be right. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {
  /** All settings of a member, and nothing else of it. */
  @ConfigurationPropertiesScan("dev.proxyherd")
  @ImportAutoConfiguration(ValidationAutoConfiguration.class)
  @Import(SettingsConfiguration.class)
  static class SettingsOnly {}

  private @TempDir Path folder;
  private Path profile;
  private Path table;

  @BeforeEach
  void writeProfiles() throws IOException {
    profile =
        Files.writeString(
            folder.resolve("application-ann.yml"),
            """
            herd:
              name: Ann
              neighbours: [Bob]
            """);
    table =
        Files.writeString(
            folder.resolve("application-here.yml"),
            """
            herd:
              bind-address: 127.0.0.1
              secret: a secret for tests only
              store.type: memory
              wire-log.enabled: false
              peers.catch-up-limit: 0s
              members:
                Ann: {host: 127.0.0.1, client-port: 0, peer-port: 0, http-port: 0}
                Bob: {host: 127.0.0.2, client-port: 0, peer-port: 0, http-port: 0}
            """);
  }

  private void add(Path file, String lines) throws IOException {
    Files.writeString(file, Files.readString(file) + lines);
  }

  /** Reads the settings, which fails, and checks what all such failures have in common. */
  private void fails(CapturedOutput output, String... arguments) {
    var quiet = "logging.level.org.springframework.context=error"; // as the web's is
    fails(
        new SpringApplicationBuilder(SettingsOnly.class).web(NONE).properties(quiet),
        output,
        arguments);
  }

  /** The same of the start of a whole member. */
  private void memberFails(CapturedOutput output, String... arguments) {
    fails(new SpringApplicationBuilder(ProxyHerd.class), output, arguments);
  }

  private void fails(
      SpringApplicationBuilder application, CapturedOutput output, String... arguments) {
    var all = new ArrayList<>(List.of(arguments)); // said twice, a property has both values
    addDefault(all, "--spring.profiles.active=", "ann,here");
    addDefault(all, "--herd.profiles=", folder.toString());
    all.add("--spring.main.register-shutdown-hook=false");
    assertThatThrownBy(() -> application.run(all.toArray(String[]::new)).close()).isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Action:")
        .doesNotContain("Exception")
        .doesNotContain("condition evaluation")
        .doesNotContain("\tat ")
        .doesNotContain("a secret for tests only");
  }

  private static void addDefault(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
      arguments.add(option + value);
    }
  }

  @Test
  void aNameThatIsNoneOfAProfile(CapturedOutput output) {
    fails(output, "--spring.profiles.active=ann,,here");
    assertThat(output)
        .contains("spring.profiles.active: '' is not the name of a profile")
        .contains("goloman,local");
  }

  @Test
  void aProfileThatIsNotThere(CapturedOutput output) {
    fails(output, "--spring.profiles.active=aann,here");
    assertThat(output)
        .contains("spring.profiles.active: aann: there is no application-aann.yml in " + folder)
        .contains("Set on the command line.")
        .contains("Did you mean ann? There are: ann, here.");
  }

  @Test
  void aFolderOfProfilesThatIsNotThere(CapturedOutput output) {
    fails(output, "--herd.profiles=" + folder.resolve("nowhere"));
    assertThat(output)
        .contains("no application-ann.yml in " + folder.resolve("nowhere"))
        .contains("Start from the folder that holds application-profiles, or set herd.profiles");
  }

  @Test
  void noProfileAtAll(CapturedOutput output) {
    memberFails(output, "--spring.profiles.active=");
    assertThat(output)
        .contains("herd.name = (not set): a member needs a name")
        .contains("--spring.profiles.active=goloman,local");
  }

  @Test
  void aFileThatIsNotYaml(CapturedOutput output) throws IOException {
    add(table, "  neighbours: [Bob\n secret: another secret that is not shown\n");
    fails(output);
    assertThat(output)
        .contains(table + ": line ")
        .contains("this is not YAML")
        .contains("Mend the file.")
        .doesNotContain("another secret");
  }

  @Test
  void aKeyThatIsThereTwice(CapturedOutput output) throws IOException {
    add(profile, "  name: Bob\n");
    fails(output);
    assertThat(output).contains(profile + ": ").contains("duplicate key name");
  }

  @ParameterizedTest
  @CsvSource({
    "neighbors, herd.neighbors, herd.neighbours",
    "clients.max-line, herd.clients.max-line, herd.client.max-line",
    "client.max-lin, herd.client.max-lin, herd.client.max-line",
    "members.Ann.clientport2, herd.members.ann.clientport2, herd.members.Ann.client-port",
    "places.gogle.key, herd.places.gogle.key, herd.places.google.key",
    "client.auth.principals[0].tokn, herd.client.auth.principals[0].tokn,"
        + " herd.client.auth.principals[0].token"
  })
  void aSettingThatThereIsNot(String key, String shown, String meant, CapturedOutput output)
      throws IOException {
    add(profile, "  " + key + ": abc\n");
    fails(output);
    assertThat(output)
        .contains(shown + ": there is no such setting")
        .contains("Set in " + profile + ", line 4.")
        .contains("Did you mean " + meant + "?")
        .contains("docs/reference/configuration.md");
  }

  @Test
  void aSettingThatIsLikeNone(CapturedOutput output) {
    memberFails(output, "--herd.colour=blue");
    assertThat(output)
        .contains("herd.colour: there is no such setting")
        .contains("Set on the command line.")
        .doesNotContain("Did you mean");
  }

  @Test
  void aValueWhereAGroupBelongs(CapturedOutput output) throws IOException {
    add(profile, "  client: 12000\n");
    fails(output);
    assertThat(output).contains("herd.client: there is no such setting");
  }

  @ParameterizedTest
  @CsvSource({
    "herd.client.write-timeout, soon, not a duration, Write a number and ms",
    "herd.client.max-line, long, not a size, Write a whole number and B",
    "herd.client.max-connections, many, not a number, Write a number.",
    "herd.store.type, tape, not one of its values, 'Write one of: memory, disk, redis.'",
    "herd.store.sync, never, not one of its values, 'Write one of: always, os.'",
    "herd.places.provider, bing, not one of its values,"
        + " 'Write one of: gazetteer, google, google-legacy.'",
    "herd.wire-log.enabled, perhaps, not a boolean, Write true or false.",
    "herd.locations.max-heap-share, half, not a number, Write a number.",
    "herd.client.max-line, 63B, must be from 64B to 32KB, within its limits",
    "herd.client.max-connections, 0, must be greater than or equal to 1, within its limits",
    "herd.peers.timeout, 1ms, must be longer than or equal to 10 millis, within its limits",
    "herd.peers.catch-up-limit, 2d, must be shorter than or equal to 1 day, within its limits",
    "herd.locations.max-heap-share, 2, must be less than or equal to 0.95, within its limits",
    "herd.web.max-body, 1B, must be from 1KB to 8MB, within its limits",
    "herd.tcp.event-loops, -1, must be greater than or equal to 0, within its limits",
    "herd.wire-log.buffer, 1KB, must be from 256KB to 256MB, within its limits",
    "herd.wire-log.max-size, 1KB, must be from 64KB to 1TB, within its limits",
    "herd.wire-log.max-rate, 1B, must be from 1KB to 1TB, within its limits",
    "herd.places.google.connections, 0, must be greater than or equal to 1, within its limits"
  })
  void aValueThatCannotBe(
      String key, String value, String problem, String remedy, CapturedOutput output) {
    fails(output, "--" + key + "=" + value);
    assertThat(output)
        .containsPattern(key.replace(".", "\\.") + " = .*: " + problem)
        .contains("Set on the command line.")
        .contains(remedy);
  }

  @Test
  void aWrongValueInAFile(CapturedOutput output) throws IOException {
    add(table, "    Cid: {host: 127.0.0.3, client-port: abc, peer-port: 0, http-port: 0}\n");
    memberFails(output);
    assertThat(output)
        .containsPattern("herd\\.members\\.[Cc]id\\.client-port = 'abc': not a number")
        .contains("Set in " + table + ", line 10.");
  }

  @Test
  void aTopologyThatCannotBe(CapturedOutput output) throws IOException {
    Files.writeString(profile, "herd:\n  name: Ann\n\n  neighbours: [Bob, Cid]\n");
    memberFails(output);
    assertThat(output)
        .contains("herd.neighbours[1] = 'Cid': no such member in the address table")
        .contains("Set in " + profile + ", line 4.")
        .contains("The table has Ann, Bob.");
  }

  @Test
  void aPrincipalWithoutAName(CapturedOutput output) throws IOException {
    add(table, "  client.auth: {enabled: true, principals: [{token: something-long-enough}]}\n");
    memberFails(output);
    assertThat(output)
        .contains("herd.client.auth.principals[0].name")
        .doesNotContain("no such setting", "something-long-enough");
  }

  @Test
  void noSecret(CapturedOutput output) throws IOException {
    Files.writeString(table, Files.readString(table).replaceFirst("secret: .*", "secret:"));
    memberFails(output);
    assertThat(output).contains("herd.secret = (not set)").contains("HERD_SECRET");
  }

  @Test
  void googleWithoutAKey(CapturedOutput output) throws IOException {
    add(table, "  places.provider: google\n");
    memberFails(output);
    assertThat(output)
        .contains("herd.places.google.key is not set")
        .contains("HERD_PLACES_GOOGLE_KEY");
  }

  @Test
  void anAddressThatIsNotOfThisMachine(CapturedOutput output) {
    memberFails(output, "--herd.bind-address=no.such.name.invalid");
    assertThat(output)
        .contains("herd.bind-address = 'no.such.name.invalid': no such address on this machine")
        .contains("Set on the command line.");
  }

  @ParameterizedTest
  @CsvSource({"client-port", "peer-port", "http-port"})
  void aPortThatIsTaken(String port, CapturedOutput output) throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      memberFails(output, "--herd.members.Ann." + port + "=" + taken.getLocalPort());
      assertThat(output)
          .contains("herd.members.Ann." + port)
          .contains(Integer.toString(taken.getLocalPort()))
          .contains("Stop the program that listens there");
    }
  }

  @Test
  void aStoreThatIsNoFolder(CapturedOutput output) throws IOException {
    var file = Files.createFile(folder.resolve("store"));
    memberFails(output, "--herd.store.type=disk", "--herd.store.folder=" + file);
    assertThat(output)
        .contains("herd.store.folder: cannot open the store in " + file)
        .contains("Set on the command line.");
  }
}
