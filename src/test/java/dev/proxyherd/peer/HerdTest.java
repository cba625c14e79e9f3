package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.TestHerd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a herd promises as a whole: members in one JVM, real sockets between them. */
class HerdTest {
  private static final String[] GOLOMAN = {
    "Goloman-Hands",
    "Goloman-Holiday",
    "Goloman-Wilkes",
    "Hands-Wilkes",
    "Holiday-Welsh",
    "Holiday-Wilkes"
  };

  /**
   * Five in a line, which the tests share: each leaves all of it running, and has clients of its
   * own.
   */
  private static @SuppressWarnings("NullAway.Init") TestHerd line;

  @BeforeAll
  static void startLine() throws Exception {
    line = TestHerd.of("A-B", "B-C", "C-D", "D-E");
  }

  @AfterAll
  static void stopLine() throws Exception {
    line.close();
  }

  @AfterEach
  void theLineIsWhole() {
    assertThat(line.members()).hasSize(5);
    line.eventuallyLinked();
    line.eventuallyAgree();
  }

  @Test
  void anUpdateCrossesALine() {
    line.report("A", "traveller", "+1+1", "1");
    line.eventuallyAgreesOn("traveller", "+1+1 1");
    line.report("E", "traveller", "+2+2", "2");
    line.eventuallyAgreesOn("traveller", "+2+2 2");
  }

  @Test
  void equalTimesAtTwoMembersEndAsOneRecord() {
    for (var round = 0; round < 20; round++) {
      var client = "racer" + round;
      var atA = reportInBackground(line, "A", client, "+1+1");
      var atC = reportInBackground(line, "C", client, "+2+2");
      atA.join();
      atC.join();
      line.eventuallyAgreesOn(client, "+2+2 7");
    }
  }

  @Test
  void aMemberThatComesBackCatchesUp() {
    line.report("A", "early", "+1+1", "1");
    line.eventuallyAgreesOn("early", "+1+1 1");
    line.stop("E");
    line.report("A", "missed", "+2+2", "2");
    line.start("E");
    line.eventuallyAgreesOn("missed", "+2+2 2");
    line.eventuallyAgreesOn("early", "+1+1 1");
  }

  @Test
  void whatTheFirstMemberLostComesBackFromItsNeighbours() {
    line.report("A", "kept", "+1+1", "1");
    line.eventuallyAgreesOn("kept", "+1+1 1");
    line.stop("A");
    line.start("A");
    line.eventuallyAgreesOn("kept", "+1+1 1");
  }

  @Test
  void bothSidesOfACutServeAndAgreeAfterIt() {
    line.cut("B", "C");
    line.report("A", "left", "+1+1", "1");
    line.report("D", "right", "+2+2", "2");
    line.report("A", "both", "+3+3", "3");
    line.report("D", "both", "+4+4", "4");
    assertThat(line.member("D").knows("left")).isEmpty();
    line.heal("B", "C");
    line.eventuallyAgree();
    line.eventuallyAgreesOn("left", "+1+1 1");
    line.eventuallyAgreesOn("right", "+2+2 2");
    line.eventuallyAgreesOn("both", "+4+4 4");
  }

  @Test
  void anyTwoOfFiveMayBeDown() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C", "C-D", "D-E", "E-A", "A-C", "B-D", "C-E")) {
      herd.stop("B");
      herd.stop("E");
      herd.report("A", "kiwi", "+1+1", "1");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
    }
  }

  @Test
  void anUpdateReachesEveryMemberAndMembersThatDieInTurnLoseNothing() throws Exception {
    var seed = System.nanoTime();
    var random = new Random(seed);
    try (var herd = TestHerd.of(GOLOMAN)) {
      herd.report("Welsh", "kiwi", "+34.068930-118.445127", "1520023934.918963997");
      herd.eventuallyAgreesOn("kiwi", "+34.068930-118.445127 1520023934.918963997");
      assertThat(herd.say("Hands", "WHATSAT kiwi 10 1\n")).startsWith("AT Welsh ");

      var names = new ArrayList<>(herd.members().stream().map(member -> member.name()).toList());
      Collections.shuffle(names, random);
      for (var round = 0; round < names.size(); round++) {
        var dying = names.get(round);
        var alive = names.get((round + 1) % names.size());
        herd.report(alive, "client" + round, "+1+1", "1" + round);
        herd.stop(dying);
        herd.report(alive, "other" + round, "+2+2", "2" + round);
        herd.start(dying);
        herd.eventuallyLinked();
        herd.eventuallyAgreesOn("client" + round, "+1+1 1" + round);
        herd.eventuallyAgreesOn("other" + round, "+2+2 2" + round);
      }
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static CompletableFuture<Void> reportInBackground(
      TestHerd herd, String member, String client, String location) {
    return CompletableFuture.runAsync(() -> herd.report(member, client, location, "7"));
  }
}
