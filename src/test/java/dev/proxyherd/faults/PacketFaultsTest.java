package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.peer.LinkState;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.MemberStatus;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.PacketNetwork;
import dev.proxyherd.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that lose packets under the kernel's own TCP. Needs root, and network namespaces. */
@Tag("namespaces")
@BesideOthers
class PacketFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") PacketNetwork network;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;
  private static List<MemberProcess> members = List.of();

  @BeforeAll
  static void start() throws Exception {
    var reason = PacketNetwork.whyNot();
    if (reason != null) {
      System.out.println("SKIPPED: PacketFaultsTest needs network namespaces, but " + reason);
    }
    assumeThat(reason).as("why there are no network namespaces").isNull();
    network = PacketNetwork.of(new Random(random.nextLong()), "Left", "Middle", "Right");
    members =
        List.of(
            start("Left", "Middle"), start("Middle", "Left", "Right"), start("Right", "Middle"));
    members.forEach(MemberProcess::awaitReady);
    oracle = Oracle.of(() -> members, () -> members);
    eventuallyLinked();
  }

  private static MemberProcess start(String name, String... neighbours) {
    return network
        .setup(name, neighbours)
        .with("herd.peers.timeout", "3s")
        .start(folder.resolve(name));
  }

  @AfterAll
  static void stop() {
    members.forEach(MemberProcess::close);
    if (network != null) {
      network.close();
    }
  }

  @AfterEach
  void allAgree() {
    network.heal("Left", "Middle");
    network.heal("Middle", "Right");
    eventuallyLinked();
    oracle.isContent();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.3})
  void packetsAreLost(double share) {
    network.lose("Left", "Middle", share);
    network.lose("Middle", "Right", share);
    reportUntilPacketsAreLost();
    oracle.eventuallyAllIsEverywhere();
  }

  @Test
  void aNarrowNetworkLosesWhatItCannotQueue() {
    network.narrow("Middle", "Right", 20_000);
    reportUntilPacketsAreLost();
    oracle.eventuallyAllIsEverywhere();
  }

  private static void reportUntilPacketsAreLost() {
    var before = network.lost();
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      await().atMost(SOON).until(() -> network.lost() > before);
    }
  }

  @Test
  void packetsOvertakeEachOther() {
    network.shuffle("Left", "Middle", Duration.ofMillis(20));
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
    }
    oracle.eventuallyAllIsEverywhere();
  }

  @Test
  void whatOneMemberSendsIsLost() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
      network.loseAll("Left", "Middle");
      eventuallyDown("Left", "Middle");
      eventuallyDown("Middle", "Left");
      reporters.awaitMore(300);
      network.heal("Left", "Middle");
      reporters.awaitMore(100);
    }
  }

  private static void eventuallyLinked() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(members)
                    .flatExtracting(member -> member.status().links())
                    .allMatch(MemberStatus.Link::isUp));
  }

  private static void eventuallyDown(String member, String neighbour) {
    await()
        .atMost(SOON)
        .until(() -> member(member).status().link(neighbour).state() != LinkState.UP);
  }

  private static MemberProcess member(String name) {
    return members.stream().filter(member -> member.name().equals(name)).findFirst().orElseThrow();
  }
}
