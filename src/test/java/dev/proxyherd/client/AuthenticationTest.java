package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.access.Principals;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A member whose clients have to say who they are, over a socket. */
@ExtendWith(OutputCaptureExtension.class)
class AuthenticationTest {
  private static final String ACME = "token-of-acme-0123456789";
  private static final String ZOO = "token-of-the-zoo-0123456789";
  private static final String WRONG = "token-of-nobody-0123456789";

  /** {@code printf %s token-of-the-zoo-0123456789 | sha256sum}. */
  private static final String ZOO_SHA_256 =
      "50dd6ae3be3872e9d8306d49d4610695394a354a6964268ddf961e888a622f7f";

  private static final ByteString TRUCK = ByteString.of("IAMAT truck-7 +1+1 1");
  private static final String EMU = "IAMAT emu +34.068930-118.445127 1520023934.918963997";
  private static final String EMU_AT =
      "AT Goloman +0.263873386 emu +34.068930-118.445127 1520023934.918963997";

  @TempDir private static Path folder;

  private static @SuppressWarnings("NullAway.Init") Path wireLog;
  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    wireLog = folder.resolve("wire.log");
    var principals = "herd.client.auth.principals";
    member =
        Member.start(
            "herd.wire-log.file=" + wireLog,
            "herd.client.auth.enabled=true",
            "herd.client.whosat=true",
            principals + "[0].name=acme",
            principals + "[0].token=" + ACME,
            principals + "[0].clients=kiwi.cs.ucla.edu,truck-*",
            principals + "[1].name=zoo",
            principals + "[1].token-sha256=" + ZOO_SHA_256,
            principals + "[1].clients=emu",
            principals + "[1].ask-others=false",
            principals + "[2].name=truck-7.acme.example",
            principals + "[2].clients=truck-7");
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @Test
  void nothingIsDoneOrToldForSomebodyUnknown() {
    var before = count(CommandOutcome.IAMAT_UNAUTHENTICATED);
    var updated = "IAMAT truck-unknown +1+1 1520023934";
    try (var client = member.connect()) {
      assertThat(client.ask(updated)).isEqualTo("? " + updated);
      assertThat(client.ask("WHATSAT truck-unknown 10 5"))
          .isEqualTo("? WHATSAT truck-unknown 10 5");
      assertThat(client.ask("WHOSAT truck-unknown 10 5")).isEqualTo("? WHOSAT truck-unknown 10 5");
      assertThat(client.ask("what")).isEqualTo("? what");
      assertThat(client.ask("AUTH " + ACME)).isEqualTo("AUTH OK acme");
      assertThat(client.ask("WHATSAT truck-unknown 10 5"))
          .isEqualTo("? WHATSAT truck-unknown 10 5");
    }
    assertThat(member.store().find(ByteString.of("truck-unknown"))).isEmpty();
    assertThat(count(CommandOutcome.IAMAT_UNAUTHENTICATED)).isEqualTo(before + 1);
    assertThat(count(CommandOutcome.WHATSAT_UNAUTHENTICATED)).isPositive();
    assertThat(count(CommandOutcome.WHOSAT_UNAUTHENTICATED)).isPositive();
  }

  @Test
  void whoeverIsKnownMovesItsOwnClientsAndAsksForAll() {
    assertThat(
            member.exchange(
                "AUTH %s\n%s\nIAMAT truck-7 +1+1 1520023935\nWHATSAT kiwi.cs.ucla.edu 10 5\n"
                    .formatted(ACME, Member.IAMAT)))
        .isEqualTo(
            "AUTH OK acme\n%s\nAT Goloman +0.182837383 truck-7 +1+1 1520023935\n%s\n%s\n\n"
                .formatted(Member.AT, Member.AT, Member.NOWHERE));
  }

  @Test
  void nobodyMovesAnothersClient() {
    var forbidden = count(CommandOutcome.IAMAT_FORBIDDEN);
    try (var zoo = member.connect();
        var acme = member.connect()) {
      zoo.ask("AUTH " + ZOO);
      acme.ask("AUTH " + ACME);
      assertThat(zoo.ask(EMU)).isEqualTo(EMU_AT);
      var moved = EMU.replace("1520023934.918963997", "1520023935");
      assertThat(acme.ask(moved)).isEqualTo("? " + moved);
      assertThat(acme.ask("WHATSAT emu 10 5")).as("not moved").isEqualTo(EMU_AT);
      acme.readPlaces();
      assertThat(acme.ask(Member.IAMAT)).as("the connection is usable").isEqualTo(Member.AT);
    }
    assertThat(count(CommandOutcome.IAMAT_FORBIDDEN)).isEqualTo(forbidden + 1);
  }

  @Test
  void whoMayNotAskForOthersAsksForItself() {
    try (var zoo = member.connect();
        var acme = member.connect()) {
      acme.ask("AUTH " + ACME);
      acme.ask(Member.IAMAT);
      assertThat(zoo.ask("AUTH " + ZOO)).isEqualTo("AUTH OK zoo");
      assertThat(zoo.ask("WHATSAT kiwi.cs.ucla.edu 10 5"))
          .isEqualTo("? WHATSAT kiwi.cs.ucla.edu 10 5");
      zoo.ask(EMU);
      assertThat(zoo.ask("WHATSAT emu 10 5")).isEqualTo(EMU_AT);
    }
    assertThat(count(CommandOutcome.WHATSAT_FORBIDDEN)).isPositive();
  }

  /** The answer tells of clients whoever they are of. */
  @Test
  void whoMayNotAskForOthersIsNotToldWhoIsNearItself() {
    try (var zoo = member.connect();
        var acme = member.connect()) {
      acme.ask("AUTH " + ACME);
      acme.ask("IAMAT truck-8 +51+0 1520023934");
      zoo.ask("AUTH " + ZOO);
      zoo.ask(EMU);
      assertThat(zoo.ask("WHOSAT emu 10 5")).isEqualTo("? WHOSAT emu 10 5");
      assertThat(acme.ask("WHOSAT truck-8 10 5")).as("nobody near").isEmpty();
    }
    assertThat(count(CommandOutcome.WHOSAT_FORBIDDEN)).isPositive();
  }

  @Test
  void aTokenMayBeFollowedByAnotherAndAWrongOneTakesNothingAway() {
    try (var client = member.connect()) {
      client.ask("AUTH " + ZOO);
      assertThat(client.ask("AUTH " + WRONG)).isEqualTo("? AUTH");
      assertThat(client.ask(EMU)).isEqualTo(EMU_AT);
      assertThat(client.ask("AUTH " + ACME)).isEqualTo("AUTH OK acme");
      assertThat(client.ask(EMU)).isEqualTo("? " + EMU);
      assertThat(client.ask(Member.IAMAT)).isEqualTo(Member.AT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH",
        "AUTH " + WRONG,
        "AUTH " + ZOO_SHA_256,
        "AUTH " + ACME + " " + ACME,
        "auth " + ACME,
        "  AUTH\t" + WRONG + "\r",
        "AUTH \u0000\u00ff"
      })
  void whateverIsNoTokenIsRefusedWithoutACopy(String line) {
    try (var client = member.connect()) {
      assertThat(client.ask(line)).isEqualTo("? AUTH");
      assertThat(client.ask(Member.IAMAT)).isEqualTo("? " + Member.IAMAT);
    }
  }

  /** What was right before is answered; what is behind is not taken. */
  @Test
  void aFewWrongTokensEndTheConnection() {
    var refused = count(CommandOutcome.AUTH_REFUSED);
    var closed = closedForWrongTokens();
    var wrong = "AUTH " + WRONG + "\n";
    try (var client = member.connect()) {
      client.send("AUTH %s\n%s\n%s%s\n".formatted(ACME, Member.IAMAT, wrong.repeat(5), EMU));
      assertThat(client.readToEnd())
          .isEqualTo("AUTH OK acme\n" + Member.AT + "\n? AUTH\n? AUTH\n? AUTH\n");
    }
    assertThat(count(CommandOutcome.AUTH_REFUSED)).isEqualTo(refused + 3);
    await().untilAsserted(() -> assertThat(closedForWrongTokens()).isEqualTo(closed + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT Goloman +0.263873386 kiwi.cs.ucla.edu +1+1 1520023935",
        "AT Goloman +0.263873386 truck-forged +1+1 1520023935 17",
        "AT acme +0.263873386 truck-forged +1+1 1520023935 17",
      })
  void nobodyForgesWhatMembersSay(String line) {
    try (var client = member.connect()) {
      client.ask("AUTH " + ACME);
      client.ask(Member.IAMAT);
      var changes = member.store().lastChange();
      assertThat(client.ask(line)).isEqualTo("? " + line);
      assertThat(client.ask("WHATSAT truck-forged 10 5")).isEqualTo("? WHATSAT truck-forged 10 5");
      assertThat(member.store().lastChange()).isEqualTo(changes);
    }
  }

  @Test
  void noTokenIsWrittenDown(CapturedOutput output) throws IOException {
    try (var client = member.connect()) {
      client.ask("AUTH " + ACME);
      client.ask("AUTH  " + WRONG + " " + ACME);
      client.ask("aUTH " + ACME);
      client.ask("end of the short ones");
    }
    try (var client = member.connect()) {
      assertThat(client.ask("AUTH " + ACME + "x".repeat(20_000))).isEqualTo("? AUTH");
      client.ask("end of the long one");
    }
    await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(wireLog))
                    .contains("<- end of the short ones")
                    .contains("<- end of the long one"));
    assertThat(Files.readString(wireLog))
        .contains("<- AUTH… 25 bytes more\n")
        .contains("-> AUTH OK acme\n")
        .contains("-> ? AUTH\n")
        .doesNotContain("0123456789");
    assertThat(output.getAll()).doesNotContain("0123456789");
  }

  @Test
  void aCertificateIsEnough() {
    var session = withCertificate("truck-7.acme.example");
    assertThat(session.line(TRUCK)).isInstanceOf(IamAt.class);
    assertThat(session.line(ByteString.of(EMU))).isInstanceOf(Denied.class);
  }

  @Test
  void aCertificateOfNobodyIsNone() {
    assertThat(withCertificate("truck-8.acme.example").line(TRUCK))
        .isInstanceOfSatisfying(
            Denied.class, denied -> assertThat(denied.authenticated()).isFalse());
  }

  @Test
  void aTokenCountsMoreThanACertificate() {
    var session = withCertificate("truck-7.acme.example");
    assertThat(session.line(ByteString.of("AUTH " + ZOO))).isEqualTo(new Auth(Optional.of("zoo")));
    assertThat(session.line(ByteString.of(EMU))).isInstanceOf(IamAt.class);
    assertThat(session.line(TRUCK)).isInstanceOf(Denied.class);
  }

  private static AuthenticatedSession withCertificate(String name) {
    return new AuthenticatedSession(
        new ClientSession(() -> false, Duration.ZERO, _ -> false, false, null),
        () -> Optional.of(name),
        member.bean(Principals.class),
        null);
  }

  private static long count(CommandOutcome outcome) {
    return member.bean(CommandCounts.class).of(outcome);
  }

  private static double closedForWrongTokens() {
    return member
        .bean(MeterRegistry.class)
        .get("herd.connections.closed")
        .tags("port", "client", "reason", "not_authenticated")
        .functionCounter()
        .count();
  }
}
