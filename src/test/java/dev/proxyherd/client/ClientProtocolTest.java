package dev.proxyherd.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a member answers to a client's commands, byte for byte, over a socket. */
class ClientProtocolTest {
  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    member = Member.start();
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @BeforeEach
  void reset() {
    member.reset();
  }

  @Test
  void answersTheExampleOfTheAssignmentToTheNinthDecimal() {
    assertThat(member.exchange(Member.IAMAT + "\n")).isEqualTo(Member.AT + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1520023935.182837383, +0.000000000",
    "1520023935.182837384, -0.000000001",
    "1520023935.18283738400000000000000009, -0.000000001",
    "1520023935, +0.182837383",
    "1520023936, -0.817162617",
    "0, +1520023935.182837383",
    "0001520023934.9, +0.282837383"
  })
  void statesTheDifferenceExactly(String time, String difference) {
    assertThat(member.exchange("IAMAT difference +1-1/ " + time + "\n"))
        .isEqualTo("AT Goloman %s difference +1-1/ %s\n".formatted(difference, time));
  }

  @Test
  void answersAWhatsatWithTheAtLineAndThePlaces() {
    try (var client = member.connect()) {
      client.ask(Member.IAMAT);
      member.clock().set(Instant.ofEpochSecond(1_600_000_000));
      assertThat(client.sendLine("WHATSAT kiwi.cs.ucla.edu 10 5").shutdownOutput().readToEnd())
          .isEqualTo(Member.AT + "\n" + Member.NOWHERE + "\n\n");
    }
  }

  @Test
  void ignoresHowFieldsAreSpaced() {
    assertThat(
            member.exchange(
                " \t IAMAT\u000b\u000bspaced  \f +34.068930-118.445127\t1520023934.918963997 \r\n"))
        .isEqualTo("AT Goloman +0.263873386 spaced +34.068930-118.445127 1520023934.918963997\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "HELLO",
        "  two  words\t and\u000bmore ",
        "iamat kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997",
        "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127",
        "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997 again",
        "IAMAT kiwi.cs.ucla.edu +90.1-118.445127 1520023934.918963997",
        "IAMAT kiwi.cs.ucla.edu 34.068930-118.445127 1520023934.918963997",
        "IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 -1520023934.918963997",
        "WHATSAT kiwi.cs.ucla.edu 10",
        "WHATSAT kiwi.cs.ucla.edu 50.1 5",
        "WHATSAT kiwi.cs.ucla.edu 0 5",
        "WHATSAT kiwi.cs.ucla.edu 10 21",
        "WHATSAT kiwi.cs.ucla.edu 10 0",
        "WHATSAT nobody.has.heard.of 10 5",
        "WHOSAT kiwi.cs.ucla.edu 10 5", // off unless it is switched on
        "AT Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.918963997",
        "AT Goloman +0.263873386 forged +34.068930-118.445127 1520023934.918963997 1",
        "AUTH a-token-of-somebody",
        "HELLO Goloman 6e6f6e6365 70726f6f66",
        "? what"
      })
  void refusesAnythingElseWithACopyOfTheLine(String line) {
    try (var client = member.connect()) {
      assertThat(client.ask(line)).isEqualTo("? " + line);
      assertThat(client.ask(Member.IAMAT)).as("the connection stays usable").isEqualTo(Member.AT);
      assertThat(client.ask("WHATSAT forged 10 5")).isEqualTo("? WHATSAT forged 10 5");
    }
  }

  @Test
  void whatIsRefusedIsAnsweredInItsTurn() {
    var early = "IAMAT hasty +1+1 9999999999";
    assertThat(member.exchange("%s\n%s\n%s\n".formatted(Member.IAMAT, early, Member.IAMAT)))
        .isEqualTo("%s\n? %s\n%s\n".formatted(Member.AT, early, Member.AT));
  }

  @Test
  void echoesBytesThatAreNotText() {
    var name = "k\u0000\u00ff\u00c3w\u0085\u00a0";
    try (var client = member.connect()) {
      client.send(
          ("IAMAT " + name + " +1+2 1520023935\nwho\u0000 is \u00fe\u00ff?\n")
              .getBytes(ISO_8859_1));
      assertThat(client.readLineBytes())
          .isEqualTo(("AT Goloman +0.182837383 " + name + " +1+2 1520023935").getBytes(ISO_8859_1));
      assertThat(client.readLineBytes())
          .isEqualTo("? who\u0000 is \u00fe\u00ff?".getBytes(ISO_8859_1));
      client.send(("WHATSAT " + name + " 10 5\n").getBytes(ISO_8859_1));
      assertThat(client.readLineBytes())
          .isEqualTo(("AT Goloman +0.182837383 " + name + " +1+2 1520023935").getBytes(ISO_8859_1));
    }
  }

  @Test
  void anOlderIamatIsAnsweredAlikeAndChangesNothing() {
    try (var client = member.connect()) {
      client.ask("IAMAT older +1+1 1520023930");
      assertThat(client.ask("IAMAT older +2+2 1520023920"))
          .isEqualTo("AT Goloman +15.182837383 older +2+2 1520023920");
      assertThat(client.ask("WHATSAT older 10 5"))
          .isEqualTo("AT Goloman +5.182837383 older +1+1 1520023930");
    }
  }

  @Test
  void ofEqualTimesTheGreaterLocationIsKept() {
    try (var client = member.connect()) {
      client.ask("IAMAT equal +1+1 1520023930");
      client.ask("IAMAT equal +2+2 1520023930");
      client.ask("IAMAT equal +1+9 1520023930.0");
      assertThat(client.ask("WHATSAT equal 10 5")).contains(" +2+2 ");
    }
  }

  @Test
  void aCommandSentTwiceKeepsItsFirstDifference() {
    try (var client = member.connect()) {
      var first = client.ask("IAMAT twice +1+1 1520023930");
      member.clock().set(Member.RECEIVED.plusSeconds(60));
      assertThat(client.ask("IAMAT twice +1+1 1520023930"))
          .isEqualTo("AT Goloman +65.182837383 twice +1+1 1520023930");
      assertThat(client.ask("WHATSAT twice 10 5")).isEqualTo(first);
    }
  }

  @Test
  void refusesATimeMoreThanAnHourAheadOfItsOwnClock() {
    try (var client = member.connect()) {
      var bound = "IAMAT ahead +1+1 1520027535.182837383";
      var beyond = "IAMAT ahead +1+1 1520027535.182837384";
      assertThat(client.ask(beyond)).isEqualTo("? " + beyond);
      assertThat(client.ask("WHATSAT ahead 10 5")).isEqualTo("? WHATSAT ahead 10 5");
      assertThat(client.ask(bound))
          .isEqualTo("AT Goloman -3600.000000000 ahead +1+1 1520027535.182837383");
      assertThat(client.ask(beyond)).as("held against the clock").isEqualTo("? " + beyond);
      member.clock().set(Member.RECEIVED.plusNanos(1));
      assertThat(client.ask(beyond))
          .isEqualTo("AT Goloman -3600.000000000 ahead +1+1 1520027535.182837384");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372035.999999999", "9223372036", "99999999999999999999999999"})
  void refusesTimesThatNoClockWillReach(String time) {
    assertThat(member.exchange("IAMAT far +1+1 " + time + "\n"))
        .isEqualTo("? IAMAT far +1+1 " + time + "\n");
  }
}
