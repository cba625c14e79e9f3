package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import dev.proxyherd.testing.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links that break, fall silent, or crawl. Members stand in a line, so that there is no way round.
 */
@BesideOthers
class LinkFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") ProcessHerd herd;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;

  @BeforeAll
  static void start() throws Exception {
    herd = ProcessHerd.of(folder, "Left-Middle", "Middle-Right").startAll();
    oracle = Oracle.of(herd);
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
  }

  @AfterEach
  void allAgree() {
    herd.heal();
    assertThat(herd.members()).hasSize(3);
    oracle.isContent();
    herd.eventuallyLinked();
  }

  @Test
  void aHerdIsCutInTwo() {
    try (var reporters = oracle.reporters(random)) {
      herd.cut("Middle", "Right");
      herd.eventuallyDown("Middle", "Right");
      herd.eventuallyDown("Right", "Middle");
      reporters.awaitMore(300);
      herd.heal("Middle", "Right");
      reporters.awaitMore(100);
    }
  }

  @Test
  void aLinkIsABlackHoleBothWays() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
      herd.blackHole("Left", "Middle");
      herd.eventuallyDown("Left", "Middle");
      herd.eventuallyDown("Middle", "Left");
      reporters.awaitMore(300);
      awaitDials(herd.wire("Left", "Middle"), 2);
      herd.heal("Left", "Middle");
      reporters.awaitMore(100);
    }
  }

  @Test
  void whatOneMemberSendsIsLost() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
      herd.wire("Left", "Middle").blackHoleThere();
      herd.wire("Middle", "Left").blackHoleBack();
      herd.eventuallyDown("Left", "Middle");
      herd.eventuallyDown("Middle", "Left");
      reporters.awaitMore(300);
      awaitDials(herd.wire("Left", "Middle"), 2);
      herd.heal("Left", "Middle");
      reporters.awaitMore(100);
    }
  }

  @Test
  void acknowledgementsAreLost() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
      herd.wire("Middle", "Right").blackHoleBack();
      herd.eventuallyDown("Middle", "Right");
      reporters.awaitMore(300);
      herd.heal("Middle", "Right");
      reporters.awaitMore(100);
    }
  }

  @Test
  void connectionsAreResetAgainAndAgain() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
      var edge = herd.edge("Left", "Middle");
      edge.forEach(wire -> wire.resetStorm(15));
      await().atMost(SOON).until(() -> edge.stream().allMatch(Wire::isCalm));
      reporters.awaitMore(100);
    }
  }

  @Test
  void aLinkComesAndGoes() throws Exception {
    var there = herd.wire("Middle", "Right");
    var back = herd.wire("Right", "Middle");
    var before = there.dials();
    try (var reporters = oracle.reporters(random)) {
      var one = there.flap(Duration.ofMillis(150), Duration.ofMillis(50), 10);
      var other = back.flap(Duration.ofMillis(90), Duration.ofMillis(50), 14);
      one.join();
      other.join();
      reporters.awaitMore(100);
    }
    assertThat(there.dials() - before).as("dials").isGreaterThan(3);
  }

  @Test
  void aLinkIsSlowAndNarrow() {
    var edge = herd.edge("Left", "Middle");
    edge.forEach(wire -> wire.delay(Duration.ofMillis(100)));
    edge.forEach(wire -> wire.bandwidth(30_000));
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(500);
    }
    oracle.eventuallyAllIsEverywhere();
  }

  /**
   * More is owed than the link can carry within the time after which a silent one is dropped: what
   * has arrived counts, and is not sent again and again.
   */
  @Test
  void muchIsOwedOnANarrowLink() {
    var wire = herd.wire("Left", "Middle");
    herd.cut("Left", "Middle");
    var lines = new StringBuilder();
    for (var i = 0; i < 3000; i++) {
      lines.append("IAMAT owed%d +30.000000-040.000000 %d.5\n".formatted(i, 1_700_000_000 + i));
    }
    assertThat(herd.say("Left", lines.toString()).lines()).hasSize(3000);
    var before = wire.updates();
    wire.bandwidth(60_000);
    herd.edge("Left", "Middle").forEach(Wire::splice);
    await()
        .atMost(SOON)
        .until(
            () ->
                herd.member("Right").status().clients() == herd.member("Left").status().clients());
    assertThat(wire.updates() - before).as("updates sent").isBetween(3000L, 6000L);
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(100);
    }
  }

  private static void awaitDials(Wire wire, int more) {
    var before = wire.dials();
    await().atMost(SOON).until(() -> wire.dials() >= before + more);
  }
}
