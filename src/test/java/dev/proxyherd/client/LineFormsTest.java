package dev.proxyherd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands are answered alike however their bytes arrive. */
class LineFormsTest {
  private static final int MAX_LINE = 16 * 1024;

  private static @SuppressWarnings("NullAway.Init") Member member;

  @BeforeAll
  static void start() {
    member = Member.start();
  }

  @AfterAll
  static void stop() {
    member.close();
  }

  @Test
  void answersAThousandCommandsInOneSegmentInTheirOrder() {
    var commands = new StringBuilder();
    var replies = new StringBuilder();
    for (var i = 0; i < 1_000; i++) {
      commands.append("IAMAT c%d +1+1 1520023935\nwhat %d\n".formatted(i, i));
      replies.append("AT Goloman +0.182837383 c%d +1+1 1520023935\n? what %d\n".formatted(i, i));
    }
    assertThat(member.exchange(commands.toString())).isEqualTo(replies.toString());
  }

  @Test
  void answersACommandThatComesAByteASegment() {
    try (var client = member.connect()) {
      for (var next : (Member.IAMAT + "\nwhat\n").getBytes(UTF_8)) {
        client.send(new byte[] {next});
      }
      assertThat(client.readLine()).isEqualTo(Member.AT);
      assertThat(client.readLine()).isEqualTo("? what");
    }
  }

  @Test
  void answersTheSameHoweverTheBytesAreSplit() {
    var random = Seeds.random();
    var commands = (Member.IAMAT + "\n\nwhat else\n" + "x".repeat(5_000) + "\n").repeat(20);
    var replies = (Member.AT + "\n? \n? what else\n? " + "x".repeat(5_000) + "\n").repeat(20);
    try (var client = member.connect()) {
      var bytes = commands.getBytes(UTF_8);
      for (var sent = 0; sent < bytes.length; ) {
        var end = Math.min(bytes.length, sent + 1 + random.nextInt(1 + random.nextInt(9_000)));
        client.send(Arrays.copyOfRange(bytes, sent, end));
        sent = end;
      }
      assertThat(client.shutdownOutput().readToEnd()).isEqualTo(replies);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " \r\n", "", "\r"})
  void takesEveryLineEndAndNoneBeforeTheEnd(String end) {
    assertThat(member.exchange(Member.IAMAT + end)).isEqualTo(Member.AT + "\n");
    assertThat(member.exchange(Member.IAMAT + "\n" + Member.IAMAT + end))
        .isEqualTo((Member.AT + "\n").repeat(2));
  }

  @Test
  void echoesAllThatStoodBeforeTheLineFeed() {
    assertThat(member.exchange("  what \t\r\n")).isEqualTo("?   what \t\r\n");
    assertThat(member.exchange("what")).isEqualTo("? what\n");
    assertThat(member.exchange("\n")).isEqualTo("? \n");
  }

  @Test
  void aClientThatSaysNothingGetsNothing() {
    assertThat(member.exchange("")).isEmpty();
  }

  @Test
  void takesALineUpToTheLimit() {
    var name = "n".repeat(MAX_LINE - "IAMAT  +1+1 1520023935".length());
    var command = "IAMAT %s +1+1 1520023935".formatted(name);
    assertThat(command).hasSize(MAX_LINE);
    assertThat(member.exchange(command + "\nx" + command))
        .isEqualTo(
            "AT Goloman +0.182837383 %s +1+1 1520023935\n? x%s...\n"
                .formatted(name, command.substring(0, 63)));
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_LINE + 1, MAX_LINE + 2, 20_000, 33_000, 500_000})
  void showsTheHeadOfALongerLineAndGoesOn(int length) {
    var line = "0123456789".repeat(length / 10 + 1).substring(0, length);
    var reply = "? " + line.substring(0, 64) + "...\n";
    assertThat(member.exchange(line + "\n" + Member.IAMAT + "\n" + line + "\n" + Member.IAMAT))
        .isEqualTo((reply + Member.AT + "\n").repeat(2));
  }

  @Test
  void answersALongLineBeforeItEnds() {
    try (var client = member.connect()) {
      client.send("x".repeat(MAX_LINE + 1));
      assertThat(client.readLine()).isEqualTo("? " + "x".repeat(64) + "...");
      assertThat(client.send("y".repeat(1_000) + "\n").ask(Member.IAMAT)).isEqualTo(Member.AT);
    }
  }

  @Test
  void repliesLongerThanAnyBufferAreWhole() {
    var line = "z".repeat(MAX_LINE);
    assertThat(member.exchange((line + "\n").repeat(15)))
        .isEqualTo(("? " + line + "\n").repeat(15));
  }
}
