package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.testing.LineSocket;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a WHATSAT asks of the places source, and what waits for it. */
@ExtendWith(OutputCaptureExtension.class)
class WhatsAtProtocolTest {
  private static final String WHATSAT = "WHATSAT kiwi.cs.ucla.edu 10 5";
  private static final String REPLY = Member.AT + "\n" + Member.NOWHERE + "\n\n";

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
    assertThat(member.exchange(Member.IAMAT + "\n")).isEqualTo(Member.AT + "\n");
  }

  @Test
  void asksForPlacesAtTheRecordedLocationEveryTime() {
    var asked = new ConcurrentLinkedQueue<PlacesQuery>();
    member.places(
        query -> {
          asked.add(query);
          return new PlacesAnswer("OK", "{}");
        });
    member.exchange(WHATSAT + "\n" + WHATSAT + "\nWHATSAT kiwi.cs.ucla.edu 0.5 20\n");
    var here = new Coordinates(34.068930, -118.445127);
    assertThat(asked)
        .containsExactly(
            new PlacesQuery(here, 10_000, 5),
            new PlacesQuery(here, 10_000, 5),
            new PlacesQuery(here, 500, 20));
  }

  @Test
  void makesRunsOfNewlinesOneSoThatTwoAreTheEnd() {
    member.places(
        _ -> new PlacesAnswer("OK", "\n{\n\n\n \"a\" : 1.50,\n\n\t\"b\": \"ë\"\n}\n\n\n"));
    assertThat(member.exchange(WHATSAT + "\nlast"))
        .isEqualTo(Member.AT + "\n{\n \"a\" : 1.50,\n\t\"b\": \"ë\"\n}\n\n? last\n");
  }

  @Test
  void aFailureOfTheSourceIsAnAnswerToo() {
    member.places(_ -> new PlacesAnswer("UNKNOWN_ERROR", "{\"status\": \"UNKNOWN_ERROR\"}"));
    assertThat(member.exchange(WHATSAT + "\n"))
        .isEqualTo(Member.AT + "\n{\"status\": \"UNKNOWN_ERROR\"}\n\n");
  }

  @Test
  void everyCommandIsAnsweredThoughTheSourceBreaksItsWord(CapturedOutput output) {
    member.places(
        _ -> {
          throw new IllegalStateException("broken on purpose");
        });
    assertThat(member.exchange(WHATSAT + "\n" + WHATSAT + "\n" + Member.IAMAT + "\n"))
        .isEqualTo("? " + WHATSAT + "\n? " + WHATSAT + "\n" + Member.AT + "\n");
    assertThat(output.getAll()).as("logged once a minute").containsOnlyOnce("broken on purpose");
  }

  @Test
  void seesTheIamatBeforeItInTheSameSegment() {
    var iamat = "IAMAT moa +1+2 1520023935\n";
    var at = "AT Goloman +0.182837383 moa +1+2 1520023935\n";
    assertThat(member.exchange((iamat + "WHATSAT moa 10 5\n").repeat(50)))
        .isEqualTo((at + at + Member.NOWHERE + "\n\n").repeat(50));
  }

  @Test
  void delaysOnlyLaterCommandsOfItsOwnConnection() {
    var places = new SlowPlaces();
    member.places(places);
    try (var patient = member.connect();
        var other = member.connect()) {
      patient.sendLine("one\n" + Member.IAMAT + "\n" + WHATSAT + "\ntwo");
      places.awaitQuestion();
      assertThat(patient.readLine()).as("written before the wait").isEqualTo("? one");
      assertThat(patient.readLine()).isEqualTo(Member.AT);
      assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
      assertThat(patient.isQuiet()).isTrue();
      places.answer();
      assertThat(patient.readLine()).isEqualTo(Member.AT);
      assertThat(patient.readPlaces()).isEqualTo(Member.NOWHERE);
      assertThat(patient.readLine()).isEqualTo("? two");
    }
  }

  @Test
  void aThousandThatWaitDelayNobodyElse() {
    var places = new SlowPlaces();
    member.places(places);
    var waiting = new ArrayList<LineSocket>();
    try (var other = member.connect()) {
      for (var i = 0; i < 1_000; i++) {
        waiting.add(member.connect().sendLine(WHATSAT));
      }
      places.awaitQuestions(1_000);
      for (var i = 0; i < 100; i++) {
        assertThat(other.ask(Member.IAMAT)).isEqualTo(Member.AT);
      }
      places.answer();
      for (var client : waiting) {
        assertThat(client.readLine()).isEqualTo(Member.AT);
        assertThat(client.readPlaces()).isEqualTo(Member.NOWHERE);
      }
    } finally {
      waiting.forEach(LineSocket::close);
    }
  }

  @Test
  void answersAllThoughTheClientHasShutDownItsSide() {
    var places = new SlowPlaces();
    member.places(places);
    try (var client = member.connect()) {
      client.send("one\n".repeat(500) + (WHATSAT + "\n").repeat(3) + "two\n".repeat(500) + WHATSAT);
      client.shutdownOutput();
      places.awaitQuestion();
      places.answer();
      assertThat(client.readToEnd())
          .isEqualTo("? one\n".repeat(500) + REPLY.repeat(3) + "? two\n".repeat(500) + REPLY);
    }
  }
}
