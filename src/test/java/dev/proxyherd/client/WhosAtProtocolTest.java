package dev.proxyherd.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is near a client, over a socket, at a member where WHOSAT is switched on. */
class WhosAtProtocolTest {
  private static final String NOTHING = "\n";

  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    member = Member.start("herd.client.whosat=true", "herd.client.unknown-client-wait=5s");
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
  void tellsOfTheOthersNearestFirstExactlyAsRecorded() {
    assertThat(
            member.exchange(
                """
                IAMAT a-center +10+20 1520023935
                IAMAT a-far +10.2+20 1520023935
                IAMAT a-near\t+10.01+20/ 1520023935.10
                IAMAT a-nearer +10+19.995 1520023935
                IAMAT a-beyond +10.4+20 1520023935
                WHOSAT a-center 30 100
                WHOSAT a-center 30 2
                WHOSAT a-center 0.1 5
                """))
        .endsWith(
            """
            AT Goloman +0.182837383 a-nearer +10+19.995 1520023935
            AT Goloman +0.082837383 a-near +10.01+20/ 1520023935.10
            AT Goloman +0.182837383 a-far +10.2+20 1520023935

            AT Goloman +0.182837383 a-nearer +10+19.995 1520023935
            AT Goloman +0.082837383 a-near +10.01+20/ 1520023935.10

            """
                + NOTHING);
  }

  @Test
  void seesWhatWasSaidBeforeItOnItsConnectionAndIsAnsweredInOrder() {
    var asked = new StringBuilder();
    var answered = new StringBuilder();
    for (var time = 1_520_023_900; time < 1_520_023_930; time++) {
      var there = time % 2 == 0 ? "-10+20" : "-11+21";
      asked
          .append(
              "IAMAT b-1 %s %d\nIAMAT b-2 %s %d\nWHOSAT b-1 1 5\n"
                  .formatted(there, time, there, time))
          .append("WHATSAT b-1 1 1\nwhat\n");
      var one = "AT Goloman +%d.182837383 b-1 %s %d\n".formatted(1_520_023_935 - time, there, time);
      var two = one.replace("b-1", "b-2");
      answered.append(one + two + two + NOTHING).append(one + Member.NOWHERE + "\n\n? what\n");
    }
    assertThat(member.exchange(asked.toString()))
        .as("all of it, though the client has shut down its side")
        .isEqualTo(answered.toString());
  }

  @Test
  void waitsForAClientWhoseUpdateIsOnItsWay() {
    try (var asking = member.connect();
        var telling = member.connect()) {
      asking.sendLine("WHOSAT c-late 10 5");
      assertThat(asking.isQuiet()).isTrue();
      telling.ask("IAMAT c-other +30.01+20 1520023935");
      telling.ask("IAMAT c-late +30+20 1520023935");
      assertThat(asking.readLine())
          .isEqualTo("AT Goloman +0.182837383 c-other +30.01+20 1520023935");
      assertThat(asking.readLine()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WHOSAT nobody 10 5\nwhat",
        "WHOSAT kiwi.cs.ucla.edu 10",
        "WHOSAT kiwi.cs.ucla.edu 10 5 5",
        "WHOSAT kiwi.cs.ucla.edu 50.01 5",
        "WHOSAT kiwi.cs.ucla.edu 10 101",
        "WHOSAT kiwi.cs.ucla.edu -1 5",
        "WHOSAT kiwi.cs.ucla.edu NaN 5",
        "WhosAt kiwi.cs.ucla.edu 10 5"
      })
  void refusesWhatIsNoQuestionWithACopyOfTheLine(String lines) {
    assertThat(member.exchange(Member.IAMAT + "\n" + lines + "\n"))
        .isEqualTo(Member.AT + "\n? " + lines.replace("\n", "\n? ") + "\n");
  }

  @Test
  void isCountedByWhatBecameOfIt() {
    var answered = count(CommandOutcome.WHOSAT_ANSWERED);
    var unknown = count(CommandOutcome.WHOSAT_UNKNOWN_CLIENT);
    member.exchange(Member.IAMAT + "\nWHOSAT kiwi.cs.ucla.edu 1 1\nWHOSAT nobody 1 1\nwhat\n");
    assertThat(count(CommandOutcome.WHOSAT_ANSWERED)).isEqualTo(answered + 1);
    assertThat(count(CommandOutcome.WHOSAT_UNKNOWN_CLIENT)).isEqualTo(unknown + 1);
    var meters = member.bean(MeterRegistry.class);
    assertThat(meters.get("herd.near.clients").gauge().value()).isPositive();
    assertThat(meters.get("herd.near.search").functionTimer().count()).isPositive();
    assertThat(meters.get("herd.near.behind").gauge().value()).isZero();
  }

  private static long count(CommandOutcome outcome) {
    return member.bean(CommandCounts.class).of(outcome);
  }
}
