package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.BesideOthers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user has it, with processes that look like members. */
@BesideOthers
class HerdTest {
  private @TempDir Path home;
  private FakeHerd herd;

  @BeforeEach
  void makeHerd() throws IOException {
    herd = new FakeHerd(home);
  }

  @AfterEach
  void leaveNothingRunning() {
    assertThat(herd.run("down", "--timeout", "0")).isZero();
  }

  @Test
  void startsAHerdTalksToItAndTakesItDown() throws Exception {
    assertThat(herd.run("up", "bob")).as(() -> herd.err).isZero();
    assertThat(herd.out)
        .contains("Ann is up and linked", "NEIGHBOURS", "./herd send Bob", "./herd send Cid");

    assertThat(herd.run("status", "--json")).isZero();
    var cid = JsonMapper.shared().readTree(herd.out).get(2);
    assertThat(cid.propertyNames()).containsExactlyElementsOf(Documented.fields("status"));
    assertThat(cid.get("name").asString()).isEqualTo("Cid");
    assertThat(cid.get("up").asBoolean()).isTrue();
    assertThat(cid.get("state").asString()).isEqualTo("up");
    assertThat(cid.get("ready").asBoolean()).isTrue();
    assertThat(cid.get("trouble").isNull()).isTrue();
    assertThat(cid.get("version").asString()).isEqualTo("1.0");
    assertThat(cid.get("connections").asInt()).isEqualTo(3);
    assertThat(Instant.parse(cid.get("started").asString())).isBefore(Instant.now());
    assertThat(cid.get("pid").asLong()).isEqualTo(herd.pid("cid"));
    assertThat(cid.get("clients").asInt()).isEqualTo(5);
    assertThat(cid.get("digest").asString()).isEqualTo("0123456789abcdef");
    assertThat(cid.get("links").get(0).get("neighbour").asString()).isEqualTo("Bob");

    assertThat(herd.run("members")).isZero();
    assertThat(herd.out)
        .containsPattern("\nBob +up +5 +3 +2 of 2 +\\d+ s +" + herd.pid("bob") + " ")
        .endsWith("\nall 3 agree: 5 clients, digest 0123456789abcdef\n");

    assertThat(herd.run("send", "ANN", "one", "zwö")).isZero();
    assertThat(herd.out).isEqualTo("? one\nzwö\n");
    assertThat(herd.runWith("no line end", "send", "Ann")).isZero();
    assertThat(herd.out).isEqualTo("? no line end");

    assertThat(herd.run("up")).isEqualTo(2);
    assertThat(herd.err).contains("there is no member goloman; there are Ann, Bob, Cid");
    assertThat(herd.run("up", "Ann")).isEqualTo(1);
    assertThat(herd.err).contains("already running: Ann (pid " + herd.pid("ann") + "), Bob");

    var pid = herd.pid("cid");
    assertThat(herd.run("down", "ann")).isZero();
    assertThat(herd.out).contains("stopped: Ann (pid", "Cid (pid " + pid + ")");
    assertDead(pid);
    assertThat(herd.run("status")).isZero();
    assertThat(herd.out).contains("no herd has been started");
  }

  @Test
  void stopsAndStartsOneMember() throws Exception {
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    var pid = herd.pid("bob");
    assertThat(herd.run("stop", "bob", "--kill")).isZero();
    assertThat(herd.out).contains("killed: Bob (pid " + pid + ")");
    assertDead(pid);

    assertThat(herd.run("status", "--json")).isZero();
    var statuses = JsonMapper.shared().readTree(herd.out);
    assertThat(statuses.values()).extracting(node -> node.get("name").asString()).hasSize(3);
    for (JsonNode status : statuses) {
      assertThat(status.get("up").asBoolean()).isFalse();
      assertThat(status.get("pid").isNull()).isTrue();
    }
    assertThat(herd.run("send", "bob", "hello")).isEqualTo(1);
    assertThat(herd.err).contains("Bob is not running");

    assertThat(herd.run("start", "Bob")).isZero();
    assertThat(herd.run("stop", "Bob")).isZero();
    assertThat(herd.out).contains("stopped: Bob (pid");
    assertThat(herd.run("stop", "Bob")).isZero();
    assertThat(herd.out).contains("nothing is running");
    assertThat(home.resolve("run/bob/console.log.1")).exists();
  }

  @Test
  void saysWhoDiffersAndOfWhomNothingIsKnown() throws Exception {
    herd.make("bob", "astray");
    assertThat(herd.run("start", "ann")).as(() -> herd.err).isZero();
    assertThat(herd.run("status")).isZero();
    assertThat(herd.out)
        .endsWith(
            "\nAnn alone: 5 clients, digest 0123456789abcdef; nothing is known of Bob, Cid\n");
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    assertThat(herd.run("status")).isZero();
    assertThat(herd.out)
        .contains(
            "\nmembers differ: Ann: 5 clients, digest 0123456789abcdef;"
                + " Bob: 5 clients, digest 00000000deadbeef; nothing is known of Cid\n");
    assertThat(herd.run("down")).isZero();
    assertThat(herd.run("status", "ann")).isZero();
    assertThat(herd.out).endsWith("\nno member says what it holds\n");
  }

  @Test
  void hasAMemberForgetAClient() throws Exception {
    assertThat(herd.run("forget", "kiwi")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: no member is running; ./herd up starts a herd\n");

    herd.make("cid", "discreet");
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    assertThat(herd.run("start", "cid")).as(() -> herd.err).isZero();
    assertThat(herd.run("forget", "kiwi")).as(() -> herd.err).isZero();
    assertThat(herd.out)
        .isEqualTo("Bob knew kiwi: forgotten as of 12.500000000, by all members soon\n");
    assertThat(herd.run("forget", "möa", "--member", "BOB")).as(() -> herd.err).isZero();
    assertThat(herd.out).startsWith("Bob did not know möa: forgotten as of ");

    assertThat(herd.run("forget", "kiwi", "--json")).as(() -> herd.err).isZero();
    var answer = JsonMapper.shared().readTree(herd.out);
    assertThat(answer.propertyNames())
        .containsExactlyInAnyOrderElementsOf(Documented.fields("forget"));
    assertThat(answer.path("member").asString()).isEqualTo("Bob");

    assertThat(herd.run("forget", "two words")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: Bob refuses: no client can have this name\n");
    assertThat(herd.run("forget", "kiwi", "--member", "ann")).isEqualTo(1);
    assertThat(herd.err).isEqualTo("herd: Ann is not running; ./herd start Ann starts it\n");
    assertThat(herd.run("forget", "kiwi", "--member", "cid")).isEqualTo(1);
    assertThat(herd.err).contains("Cid", "management.endpoint.forget.access");
    herd.make("bob", "guarded");
    assertThat(herd.run("forget", "kiwi", "--member", "bob")).isEqualTo(1);
    assertThat(herd.err)
        .startsWith("herd: Bob does not take the password: set HERD_MANAGEMENT_PASSWORD");
    assertThat(herd.run("status", "bob")).isZero();
    assertThat(herd.out)
        .contains("Bob does not take the password")
        .doesNotContain(FakeMember.PASSWORD);

    herd.profile("Bob", "[]");
    herd.profile("Cid", "[]");
    assertThat(herd.run("forget", "kiwi")).isEqualTo(2);
    assertThat(herd.err).contains("more than one herd is running", "--member");
  }

  @Test
  void leavesNothingRunningWhenAMemberFails() throws Exception {
    herd.make("cid", "fails");
    assertThat(herd.run("up", "ann")).isEqualTo(1);
    assertThat(herd.err)
        .contains("Cid has ended", "herd.secret = (not set)", "Set HERD_SECRET.")
        .doesNotContain("***", "Description");
    assertNothingLeft();
  }

  @Test
  void leavesNothingRunningWhenMembersDoNotLink() throws Exception {
    herd.make("bob", "unlinked");
    assertThat(herd.run("up", "ann", "--timeout", "8")).isEqualTo(1);
    assertThat(herd.err).contains("not ready within 8 s", "Bob link to Ann is CONNECTING: refused");
    assertNothingLeft();
  }

  @Test
  void saysWithWhomAMemberIsCatchingUp() throws Exception {
    herd.make("bob", "behind");
    assertThat(herd.run("up", "ann", "--timeout", "8")).isEqualTo(1);
    assertThat(herd.err).contains("not ready within 8 s", "Bob is catching up with Ann");
  }

  @Test
  void leavesNothingRunningWhenInterrupted() throws Exception {
    herd.make("bob", "unlinked");
    var up = herd.process("up", "ann");
    await().until(() -> Files.exists(herd.pidFile("cid")) && Files.size(herd.pidFile("cid")) > 0);
    var pid = herd.pid("cid");
    up.toHandle().destroy(); // which leaves its output readable
    assertThat(new String(up.getInputStream().readAllBytes(), UTF_8)).doesNotContain("has ended");
    assertThat(up.waitFor()).isNotZero();
    assertDead(pid);
    assertNothingLeft();
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    var bob = herd.member("bob");
    try (var taken = new ServerSocket(bob.peerPort(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(herd.run("up", "ann")).isEqualTo(1);
      assertThat(herd.err).contains("Bob's peer port 127.0.0.1:" + taken.getLocalPort());
    }
    assertNothingLeft();
  }

  @Test
  void killsWhatDoesNotEndAndSaysSo() throws Exception {
    herd.make("bob", "stubborn");
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    var pid = herd.pid("bob");
    assertThat(herd.run("stop", "bob", "--timeout", "0")).isZero();
    assertThat(herd.out).contains("Bob did not end within 0 s: killed");
    assertDead(pid);
  }

  @Test
  void leavesAloneAProcessThatHasGotAMembersPid() throws Exception {
    Files.createDirectories(herd.pidFile("ann").getParent());
    var recycled = ProcessHandle.current().pid() + " " + Instant.EPOCH + " Ann\n";
    Files.writeString(herd.pidFile("ann"), recycled);
    assertThat(herd.run("down")).isZero();
    assertThat(herd.out).contains("nothing is running");
  }

  @Test
  void trainsOnceABuildAndStartsWhateverBecomesOfTheCache() throws Exception {
    Files.delete(herd.trainingLog());
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(herd.cache()));
    assertThat(herd.trainingLog()).content().contains("picocli", "AOTCache creation is complete");

    restartBob(); // of another program's cache
    Files.writeString(herd.cache(), "half of i");
    restartBob();
    Files.delete(herd.cache());
    restartBob();
    assertThat(herd.trainingLog()).content().containsOnlyOnce("AOTCache creation is complete");
  }

  private void restartBob() {
    assertThat(herd.run("stop", "bob")).as(() -> herd.err).isZero();
    assertThat(herd.run("start", "bob")).as(() -> herd.err).isZero();
    assertThat(home.resolve("run/bob/console.log")).content().startsWith("started").hasLineCount(1);
  }

  @Test
  void saysInOneLineWhatItDoesNotUnderstand() {
    assertThat(herd.run("fly")).isEqualTo(2);
    assertThat(herd.err).hasLineCount(1).contains("fly");
    assertThat(herd.run()).isEqualTo(2);
    assertThat(herd.err).hasLineCount(1).contains("subcommand");
    assertThat(herd.run("stop")).isEqualTo(2);
    assertThat(herd.err).hasLineCount(1).contains("NAME", "./herd stop --help");
    assertThat(herd.run("start", "Eve")).isEqualTo(2);
    assertThat(herd.err).hasLineCount(1).contains("there is no member Eve; there are Ann");
    assertThat(herd.run("logs", "Ann")).isEqualTo(1);
    assertThat(herd.err).hasLineCount(1).contains("has not been started");
  }

  private void assertNothingLeft() throws Exception {
    try (var files = Files.walk(home)) {
      assertThat(files.filter(file -> file.endsWith("pid"))).isEmpty();
    }
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(home.toString()));
  }

  private static void assertDead(long pid) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
