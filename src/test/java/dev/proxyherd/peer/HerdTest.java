package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.TestHerd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
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

  @Test
  void anUpdateReachesEveryMember() throws Exception {
    try (var herd = TestHerd.of(GOLOMAN)) {
      herd.report("Welsh", "kiwi", "+34.068930-118.445127", "1520023934.918963997");
      herd.eventuallyAgreesOn("kiwi", "+34.068930-118.445127 1520023934.918963997");

      assertThat(herd.say("Hands", "WHATSAT kiwi 10 1\n")).startsWith("AT Welsh ");
    }
  }

  @Test
  void anUpdateCrossesALine() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C", "C-D", "D-E")) {
      herd.report("A", "kiwi", "+1+1", "1");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
      herd.report("E", "kiwi", "+2+2", "2");
      herd.eventuallyAgreesOn("kiwi", "+2+2 2");
    }
  }

  @Test
  void equalTimesAtTwoMembersEndAsOneRecord() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C")) {
      for (var round = 0; round < 20; round++) {
        var client = "racer" + round;
        var atA = reportInBackground(herd, "A", client, "+1+1");
        var atC = reportInBackground(herd, "C", client, "+2+2");
        atA.join();
        atC.join();
        herd.eventuallyAgreesOn(client, "+2+2 7");
      }
    }
  }

  @Test
  void aMemberThatComesBackCatchesUp() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C")) {
      herd.report("A", "early", "+1+1", "1");
      herd.eventuallyAgreesOn("early", "+1+1 1");
      herd.stop("C");
      herd.report("A", "missed", "+2+2", "2");
      herd.start("C");
      herd.eventuallyAgreesOn("missed", "+2+2 2");
      herd.eventuallyAgreesOn("early", "+1+1 1");
    }
  }

  @Test
  void whatTheFirstMemberLostComesBackFromItsNeighbours() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C")) {
      herd.report("A", "kiwi", "+1+1", "1");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
      herd.stop("A");
      herd.start("A");
      herd.eventuallyAgreesOn("kiwi", "+1+1 1");
    }
  }

  @Test
  void bothSidesOfACutServeAndAgreeAfterIt() throws Exception {
    try (var herd = TestHerd.of("A-B", "B-C", "C-D")) {
      herd.cut("B", "C");
      herd.report("A", "left", "+1+1", "1");
      herd.report("D", "right", "+2+2", "2");
      herd.report("A", "both", "+3+3", "3");
      herd.report("D", "both", "+4+4", "4");
      assertThat(herd.member("D").knows("left")).isEmpty();
      herd.heal("B", "C");
      herd.eventuallyAgree();
      herd.eventuallyAgreesOn("left", "+1+1 1");
      herd.eventuallyAgreesOn("right", "+2+2 2");
      herd.eventuallyAgreesOn("both", "+4+4 4");
    }
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
  void membersThatDieInTurnLoseNothing() throws Exception {
    var seed = System.nanoTime();
    var random = new Random(seed);
    try (var herd = TestHerd.of(GOLOMAN)) {
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
