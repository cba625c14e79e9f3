package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
  private @TempDir Path folder;

  @Test
  void readsTheTwoHerdsOfTheProject() {
    var profiles = Profiles.read(Path.of("application-profiles"));
    assertThat(names(profiles.herd("GOLOMAN")))
        .containsExactly("Goloman", "Hands", "Holiday", "Wilkes", "Welsh");
    assertThat(names(profiles.herd("riley")))
        .containsExactly("Riley", "Jaquez", "Juzang", "Bernard", "Campbell");
    assertThat(profiles.member("welsh"))
        .isEqualTo(
            new Member(
                "welsh",
                "Welsh",
                List.of("Holiday"),
                "127.0.0.1",
                12_004,
                13_004,
                14_004,
                15_004,
                new Credentials("demo-password-for-one-machine-only")));
  }

  @Test
  void readsWhatSpringReads() throws Exception {
    write("local", "{herd: {members: {'[a.b]': {clientPort: 1, peerPort: 2, http-port: 3}}}}");
    write("a.b", "{herd: {name: a.b, neighbours: 'c, d'}}");
    write("compose", "{herd: {members: {}}}");
    write("empty", "");
    var member = Profiles.read(folder).member("A.B");
    assertThat(member.neighbours()).containsExactly("c", "d");
    assertThat(member.httpPort()).isEqualTo(3);
    assertThat(member.webPort()).isEqualTo(-1);
    assertThat(names(Profiles.read(folder).herd("a.b"))).containsExactly("a.b");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    write("ann", "{herd: {name: Ann}}");
    assertThatThrownBy(() -> Profiles.read(folder).member("ann"))
        .hasMessageContaining("application-local.yml")
        .hasMessageContaining("herd.members.Ann.client-port");
    write("bob", "{herd: {name: Ann}}");
    assertThatThrownBy(() -> Profiles.read(folder)).hasMessageContaining("application-bob.yml");
    write("bob", "herd: {name: [");
    assertThatThrownBy(() -> Profiles.read(folder))
        .isInstanceOf(HerdFailure.class)
        .hasMessageContaining("application-bob.yml")
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Profiles.read(folder.resolve("none")))
        .isInstanceOf(HerdFailure.class)
        .hasMessageContaining("none");
  }

  private void write(String profile, String yaml) throws Exception {
    Files.writeString(folder.resolve("application-" + profile + ".yml"), yaml);
  }

  private static List<String> names(List<Member> members) {
    return members.stream().map(Member::name).toList();
  }
}
