package dev.proxyherd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.TestHerd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Reachability and links of a real herd, the line Ann–Bob–Cid. */
class ReachabilityCommandTest {
  private @TempDir Path home;
  private FakeHerd command;
  private TestHerd herd;

  @BeforeEach
  void start() throws IOException {
    command = new FakeHerd(home);
    herd =
        TestHerd.of(
            Map.of("management.endpoint.forget.access", "unrestricted"), "Ann-Bob", "Bob-Cid");
    for (var member : herd.members()) {
      command.address(member.name(), member.clientPort(), member.peerPort(), member.httpPort());
    }
    herd.eventuallyLinked();
  }

  @AfterEach
  void stop() throws IOException {
    herd.close();
  }

  @Test
  void showsHowLongEachWayTakesAndWhatDoesNotArrive() throws IOException {
    assertThat(command.run("reachability", "ann", "--rounds=2", "--timeout=30"))
        .as(() -> command.err)
        .isZero();
    var lines = command.out.lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).matches("ms +Ann +Bob +Cid");
    assertThat(lines.get(1)).matches("Ann +- +\\d+\\.\\d +\\d+\\.\\d");
    assertThat(lines.get(3)).matches("Cid +\\d+\\.\\d +\\d+\\.\\d +-");
    assertNothingStays();

    herd.cut("Bob", "Cid");
    assertThat(command.run("reachability", "ann", "--timeout=2")).isEqualTo(1);
    assertThat(command.out.lines()).element(1).asString().matches("Ann +- +\\d+\\.\\d +none");
    assertThat(command.err)
        .isEqualTo("herd: not seen within 2.0 s: Ann to Cid, Bob to Cid, Cid to Ann, Cid to Bob\n");

    assertThat(command.run("reachability", "ann", "--timeout=2", "--json")).isEqualTo(1);
    var json = JsonMapper.shared().readTree(command.out);
    assertThat(json.path("complete").asBoolean()).isFalse();
    assertThat(json.path("routes")).hasSize(6);
    var route = json.at("/routes/1");
    assertThat(json.propertyNames()).isSubsetOf(Documented.fields("reachability"));
    assertThat(route.propertyNames()).isSubsetOf(Documented.fields("reachability"));
    assertThat(route.path("from").asString()).isEqualTo("Ann");
    assertThat(route.path("to").asString()).isEqualTo("Cid");
    assertThat(route.path("arrived").asInt()).isZero();
    assertThat(route.path("millis").isNull()).isTrue();
    herd.heal("Bob", "Cid");
    assertNothingStays();
  }

  @Test
  void aMemberThatIsAwayIsNotReached() throws IOException {
    loseCid();
    assertThat(command.run("reachability", "ann", "--rounds=1", "--timeout=30")).isEqualTo(1);
    assertThat(command.out).containsPattern("\nAnn +- +\\d+\\.\\d +none\n").contains("\nCid ");
    assertThat(command.err)
        .hasLineCount(1)
        .contains("cannot connect to Cid at 127.0.0.1:", ": Ann to Cid, Bob to Cid, Cid to Ann, ");
    assertNothingStays();
  }

  @Test
  void drawsTheHerdAndShowsBothEndsOfEachLink() throws IOException {
    loseCid();
    await()
        .untilAsserted(
            () -> {
              assertThat(command.run("links", "ann")).as(() -> command.err).isZero();
              var lines = command.out.lines().toList();
              assertThat(lines.subList(0, 6))
                  .containsExactly(
                      "Ann        ──●",
                      "             │",
                      "Bob        ──●──○",
                      "                │",
                      "Cid (down) ─────○",
                      "● the link that the member dials is up, ○ it is not");
              assertThat(lines.get(7)).matches("FROM +TO +STATE +INCOMING +LAG +LAST ERROR");
              assertThat(lines.get(8)).matches("Ann +Bob +UP +UP +0( +\\S.*)?");
              assertThat(lines.get(10)).matches("Bob +Cid +(CONNECTING|DOWN) +- +\\d+ +\\S.*");
              assertThat(lines.get(11)).matches("Cid +Bob +- +DOWN +-");
            });
    assertThat(command.run("links", "ann", "--json")).isZero();
    var links = JsonMapper.shared().readTree(command.out);
    assertThat(links).hasSize(4);
    assertThat(links.get(0).propertyNames()).containsExactlyElementsOf(Documented.fields("links"));
    assertThat(links.get(0).path("up").asBoolean()).isTrue();
    assertThat(links.get(3).path("up").asBoolean()).isFalse();
  }

  @Test
  void saysInOneLineWhatCannotBeDone() throws IOException {
    assertThat(command.run("reachability")).isEqualTo(1);
    assertThat(command.err).contains("no herd has been started here; ./herd up starts one");
    assertThat(command.run("reachability", "ann", "--rounds=0")).isEqualTo(2);
    assertThat(command.run("reachability", "ann", "--timeout=0")).isEqualTo(2);
    assertThat(command.err).contains("--timeout: 0.1 to 600 seconds");
    assertThat(command.run("links", "eve")).isEqualTo(2);
    assertThat(command.err).contains("there is no member eve; there are Ann, Bob, Cid");

    var bob = herd.member("Bob");
    command.address("Ann", 1, 1, bob.httpPort());
    assertThat(command.run("status", "ann")).isZero();
    assertThat(command.out)
        .contains("Ann is not what answers at http://127.0.0.1:" + bob.httpPort() + ", Bob is");
  }

  /** As if it had ended; to end one takes away the others' web servers, in one JVM. */
  private void loseCid() throws IOException {
    command.address("Cid", 1, 1, 1);
    herd.cut("Bob", "Cid");
  }

  private void assertNothingStays() {
    await()
        .untilAsserted(
            () ->
                assertThat(herd.members())
                    .allSatisfy(member -> assertThat(member.store().size()).isZero()));
  }
}
