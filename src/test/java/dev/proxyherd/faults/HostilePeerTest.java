package dev.proxyherd.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.FakePeer;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.Oracle;
import dev.proxyherd.testing.ProcessHerd;
import dev.proxyherd.testing.Seeds;
import dev.proxyherd.testing.TestMember;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever dials a member's peer port, with the herd's secret or without. */
class HostilePeerTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MEBIBYTE = 1024 * 1024;

  /** As herd.peers.max-connections has it. */
  private static final int MAX_CONNECTIONS = 256;

  @TempDir private static Path folder;

  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") ProcessHerd herd;
  private static @SuppressWarnings("NullAway.Init") MemberProcess victim;
  private static @SuppressWarnings("NullAway.Init") Oracle oracle;

  /** Eve is a neighbour by name only: whoever plays her knows the secret. */
  @BeforeAll
  static void start() throws Exception {
    herd = ProcessHerd.of(folder, "Alice-Bob", "Bob-Eve");
    herd.start(List.of("Alice", "Bob"));
    herd.eventuallyLinked();
    victim = herd.member("Bob");
    oracle = Oracle.of(herd);
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
  }

  /** Before the handshake, and behind one that succeeded. */
  enum Dialler {
    STRANGER,
    NEIGHBOUR;

    LineSocket dial() {
      var peer = FakePeer.dial(victim.peerAddress());
      return (this == NEIGHBOUR ? peer.linkAs("Eve", "eve") : peer).socket();
    }
  }

  @AfterEach
  void theHerdIsAsBefore() {
    try (var reporters = oracle.reporters(random)) {
      reporters.awaitMore(50);
    }
    herd.eventuallyLinked();
    oracle.isContent();
  }

  @ParameterizedTest
  @EnumSource
  void aLineIsTooLong(Dialler dialler) {
    try (var peer = dialler.dial()) {
      peer.send("AT " + "x".repeat(100_000) + "\n");
      assertThat(peer.readToEnd().lines()).last().asString().startsWith("? malformed line: AT xxx");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineNeverEnds(Dialler dialler) {
    try (var peer = dialler.dial()) {
      for (var sent = 0; isSent(peer, "x".repeat(MEBIBYTE)); sent++) {
        assertThat(sent).as("mebibytes that were taken").isLessThan(1000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aByteComesNowAndThen(Dialler dialler) {
    var slow = new ArrayList<LineSocket>();
    for (var i = 0; i < 20; i++) {
      slow.add(dialler.dial());
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(slow).noneMatch(peer -> isSent(peer, "A")));
    slow.forEach(LineSocket::close);
  }

  @ParameterizedTest
  @EnumSource
  void rubbish(Dialler dialler) {
    var bytes = new byte[100_000];
    random.nextBytes(bytes);
    try (var peer = dialler.dial()) {
      isSent(peer, new String(bytes, ISO_8859_1));
      peer.awaitClose();
    }
  }

  @Test
  void allConnectionsOfThePeerPortAreTaken() {
    var silent = new ArrayList<LineSocket>();
    for (var i = 0; i < MAX_CONNECTIONS + 50; i++) {
      silent.add(FakePeer.dial(victim.peerAddress()).socket());
    }
    herd.cut("Alice", "Bob");
    herd.eventuallyDown("Alice", "Bob");
    herd.heal("Alice", "Bob");
    herd.eventuallyLinked();
    silent.forEach(LineSocket::close);
  }

  @Test
  void guessesOfTheSecret() {
    for (var i = 0; i < 200; i++) {
      try (var peer = FakePeer.dial(victim.peerAddress())) {
        peer.hello("Eve", "guess number " + i);
        assertThat(peer.socket().readToEnd()).startsWith("? wrong proof");
      }
    }
    assertThat(victim.log().lines().filter(line -> line.contains("Refused a link from Eve")))
        .hasSize(1);
  }

  @Test
  void updatesAreSentAgain() {
    herd.report("Bob", "replayed", "+2+2", "2");
    awaitKnown("Alice", "replayed");
    var atBob = victim.status().changeNumber();
    var atAlice = herd.member("Alice").status().changeNumber();
    var passedOn = herd.wire("Bob", "Alice").updates();
    var held = herd.say("Bob", "WHATSAT replayed 1 1\n").lines().findFirst().orElseThrow();
    try (var eve = FakePeer.dial(victim.peerAddress()).linkAs("Eve", "eve")) {
      for (var number = 1000; number > 0; number--) {
        eve.socket().sendLine(held + " " + number);
        eve.socket().sendLine("AT Bob -0.000000001 replayed +1+1 1 " + number);
        eve.socket().sendLine("AT Alice -0.000000001 replayed +3+3 1 " + number);
      }
      eve.awaitTaken(2000);
    }
    assertThat(victim.status().changeNumber()).isEqualTo(atBob);
    assertThat(herd.member("Alice").status().changeNumber()).isEqualTo(atAlice);
    assertThat(herd.wire("Bob", "Alice").updates()).isEqualTo(passedOn);
    assertThat(herd.say("Bob", "WHATSAT replayed 1 1\n")).startsWith(held + "\n");
  }

  /** As a member needs it that has lost its disk: its own updates come back to it. */
  @Test
  void aMemberIsSentItsOwnUpdates() {
    try (var eve = FakePeer.dial(victim.peerAddress()).linkAs("Eve", "eve")) {
      eve.socket().sendLine("AT Bob +0.000000001 forgotten +1+1 1 3000");
      eve.awaitTaken(3000);
      assertThat(herd.say("Bob", "WHATSAT forgotten 1 1\n"))
          .startsWith("AT Bob +0.000000001 forgotten +1+1 1\n");
      awaitKnown("Alice", "forgotten");
      var passedOn = herd.wire("Bob", "Alice").updates();
      for (var i = 0; i < 1000; i++) {
        eve.socket().sendLine("AT Bob +0.000000001 forgotten +1+1 1 3001");
      }
      eve.awaitTaken(3001);
      assertThat(herd.wire("Bob", "Alice").updates()).isEqualTo(passedOn);
    }
  }

  @Test
  void aProofIsPlayedBack() {
    var proofs = new ArrayList<String>();
    try (var peer = FakePeer.dial(victim.peerAddress())) {
      var greeting = peer.socket().readLine().split(" ", -1);
      proofs.add(FakePeer.helloLine(greeting, "Eve", TestMember.SECRET));
    }
    try (var peer = FakePeer.dial(victim.peerAddress())) {
      peer.socket().readLine();
      assertThat(peer.socket().ask(proofs.getFirst())).startsWith("? wrong proof");
    }
  }

  private static void awaitKnown(String member, String client) {
    await()
        .atMost(SOON)
        .until(() -> herd.say(member, "WHATSAT " + client + " 1 1\n").startsWith("AT "));
  }

  private static boolean isSent(LineSocket peer, String text) {
    try {
      peer.send(text.getBytes(ISO_8859_1));
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
