package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.peer.LinkState;
import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die, stand still, or come back with another store than they had. */
@BesideOthers
class ProcessFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> ALL = List.of("Goloman", "Hands", "Holiday", "Welsh", "Wilkes");

  @TempDir private static Path folder;

  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") ProcessHerd herd;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;

  @BeforeAll
  static void start() throws Exception {
    herd =
        ProcessHerd.of(
                folder,
                "Goloman-Hands",
                "Goloman-Holiday",
                "Goloman-Wilkes",
                "Hands-Wilkes",
                "Holiday-Welsh",
                "Holiday-Wilkes")
            .startAll();
    oracle = Oracle.of(herd);
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
  }

  @AfterEach
  void allFiveAgree() {
    assertThat(herd.members()).extracting(MemberProcess::name).containsExactlyElementsOf(ALL);
    oracle.isContent();
  }

  @Test
  void aMemberIsKilledInMidFlood() throws Exception {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      herd.kill("Holiday");
      reporters.awaitMore(300);
      herd.start("Holiday");
      reporters.awaitMore(300);
    }
  }

  @Test
  void allAreKilledAtOnce() throws Exception {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      for (var name : ALL) {
        herd.kill(name);
      }
    }
    herd.start(ALL);
  }

  @Test
  void aMemberStandsStillForLongerThanItsNeighboursWait() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      herd.member("Holiday").pause();
      herd.eventuallyDown("Goloman", "Holiday");
      herd.eventuallyDown("Welsh", "Holiday");
      reporters.awaitMore(300);
      herd.member("Holiday").resume();
      reporters.awaitMore(300);
    }
  }

  @Test
  void aMemberLosesItsDisk() throws Exception {
    reportAndSettle();
    herd.kill("Wilkes");
    herd.emptyStore("Wilkes");
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      herd.start("Wilkes");
      reporters.awaitMore(300);
    }
  }

  @Test
  void aMemberIsGivenAnOldCopyOfItsStore() throws Exception {
    reportAndSettle();
    herd.kill("Hands");
    var old = herd.backUpStore("Hands");
    herd.start("Hands");
    reportAndSettle();
    herd.kill("Hands");
    herd.restoreStore("Hands", old);
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      herd.start("Hands");
      reporters.awaitMore(300);
    }
  }

  /** What only a lost disk held is lost: so all is to be everywhere before it is. */
  private static void reportAndSettle() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
    }
    oracle.eventuallyAllIsEverywhere();
  }

  @Test
  void twoProcessesHaveOneName() throws Exception {
    var dials = herd.wire("Welsh", "Holiday");
    try (var reporters = oracle.reporters(random);
        var second = herd.startDouble("Welsh")) {
      var before = dials.dials();
      await().atMost(SOON).until(() -> dials.dials() >= before + 4);
      herd.report("Welsh", "of-the-first", "+1+1", "1");
      eventuallyKnows("Goloman", "of-the-first");
      reporters.awaitMore(300);
      assertThat(second.isRunning()).isTrue();
      second.kill();
    }
    herd.eventuallyLinked();
    assertThat(herd.member("Holiday").log()).contains("two members");
  }

  @Test
  void aMemberHasAnotherSecret() throws Exception {
    herd.kill("Welsh");
    herd.start(herd.setup("Welsh").with("herd.secret", "not the secret of the others"));
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(300);
      await()
          .atMost(SOON)
          .until(() -> herd.member("Welsh").status().link("Holiday").state() == LinkState.REFUSED);
      assertThat(herd.member("Welsh").status().link("Holiday").lastError()).contains("herd.secret");
      await()
          .atMost(SOON)
          .until(() -> herd.member("Holiday").status().refused().containsKey("Welsh"));
      assertThat(herd.member("Holiday").log()).contains("Refused a link from Welsh");
    }
    herd.kill("Welsh");
    herd.start("Welsh");
  }

  private static void eventuallyKnows(String member, String client) {
    await()
        .atMost(SOON)
        .until(() -> herd.say(member, "WHATSAT " + client + " 1 1\n").startsWith("AT "));
  }
}
