package dev.proxyherd.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandsTest {
  private static final String WHERE = "+34.068930-118.445127";
  private static final String WHEN = "1520023934.918963997";

  @Test
  void readsAnIamat() {
    var line = bytes("IAMAT kiwi.cs.ucla.edu " + WHERE + " " + WHEN);
    assertThat(ClientCommands.parse(line))
        .isEqualTo(
            new IamAt(
                line,
                bytes("kiwi.cs.ucla.edu"),
                bytes(WHERE),
                bytes(WHEN),
                1_520_023_934_918_963_997L));
  }

  @Test
  void readsAWhatsat() {
    var line = bytes("WHATSAT kiwi.cs.ucla.edu 10 5");
    assertThat(ClientCommands.parse(line))
        .isEqualTo(new WhatsAt(line, bytes("kiwi.cs.ucla.edu"), 10, 5, Duration.ZERO));
  }

  @Test
  void readsAWhosat() {
    var line = bytes("WHOSAT kiwi.cs.ucla.edu 10 100");
    assertThat(ClientCommands.parse(line))
        .isEqualTo(new WhosAt(line, bytes("kiwi.cs.ucla.edu"), 10, 100, Duration.ZERO));
  }

  @Test
  void whitespaceIsSpaceTabVerticalTabFormFeedAndCarriageReturn() {
    assertThat(iamAt("\u000b IAMAT\t\tkiwi\f\r" + WHERE + "\u000b" + WHEN + " \t\u000b\f\r"))
        .returns(bytes("kiwi"), IamAt::client)
        .returns(bytes(WHERE), IamAt::location)
        .returns(bytes(WHEN), IamAt::time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000", // NUL
        "a\u0000b",
        "\u0001\u0008\u000e\u001b\u001c\u001f\u007f", // controls that Java and Unicode call spaces
        "\u0085\u00a0", // NEL and NBSP, in Latin-1 and no UTF-8 at all
        "\u00c2\u00a0", // NBSP in UTF-8
        "\u00e2\u0080\u0083", // an em space in UTF-8
        "\u00ff\u00fe\u00c3", // invalid
        "+", // looks like another field
        "IAMAT"
      })
  void everyOtherByteIsAFieldsOwn(String client) {
    assertThat(iamAt("IAMAT " + client + " " + WHERE + " " + WHEN).client())
        .isEqualTo(bytes(client));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t\u000b\f\r",
        "IAMAT",
        "IAMAT kiwi",
        "IAMAT kiwi " + WHERE,
        "IAMAT " + WHERE + " " + WHEN,
        "IAMAT kiwi " + WHERE + " " + WHEN + " more",
        "IAMAT kiwi\u00a0" + WHERE + " " + WHEN,
        "iamat kiwi " + WHERE + " " + WHEN,
        "Iamat kiwi " + WHERE + " " + WHEN,
        "IAMATX kiwi " + WHERE + " " + WHEN,
        "IAMA kiwi " + WHERE + " " + WHEN,
        "IAMAT kiwi " + WHEN + " " + WHERE,
        "IAMAT kiwi " + WHERE + " -1",
        "IAMAT kiwi " + WHERE + " 1e9",
        "IAMAT kiwi " + WHERE + " 99999999999",
        "IAMAT kiwi +91-118 " + WHEN,
        "IAMAT kiwi - " + WHEN,
        "IAMAT kiwi 34-118 " + WHEN,
        "\ufeffIAMAT kiwi " + WHERE + " " + WHEN,
        "whatsat kiwi 10 5",
        "WHATSAT",
        "WHOSAT",
        "WHOSAT kiwi 10",
        "WHOSAT kiwi 10 5 more",
        "WHOSAT kiwi 0 5",
        "WHOSAT kiwi 50.1 5",
        "WHOSAT kiwi 10 0",
        "WHOSAT kiwi 10 101",
        "WHOSAT kiwi 10 +5",
        "WHOSAT kiwi ten 5",
        "whosat kiwi 10 5",
        "WHATSAT kiwi",
        "WHATSAT kiwi 10",
        "WHATSAT kiwi 10 5 more",
        "HELLO",
        "?",
        "? AT"
      })
  void anythingElseIsInvalidAndKeepsItsLine(String text) {
    assertInvalid(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AT",
        "AT Goloman +0.263873386 kiwi " + WHERE + " " + WHEN,
        "AT Goloman +0.263873386 kiwi " + WHERE + " " + WHEN + " 1520023935000000"
      })
  void anAtIsNeverAClients(String text) {
    assertInvalid(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "50.0", "0.1", "050", "0.0000000000000000000000000000000000001"})
  void takesARadiusAboveNothingAndUpToFiftyKilometres(String radius) {
    assertThat(whatsAt("WHATSAT kiwi " + radius + " 5").radiusKm())
        .isEqualTo(Double.parseDouble(radius))
        .isPositive()
        .isLessThanOrEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "-1",
        "+1",
        "51",
        "50.1",
        "50.000000000000000000001",
        "1e1",
        "NaN",
        "Infinity",
        "1f",
        "0x1p3",
        "1.",
        ".5",
        "1.5.5",
        "\u0661",
        "ten"
      })
  void refusesAnyOtherRadius(String radius) {
    assertInvalid("WHATSAT kiwi " + radius + " 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5", "20", "005", "00000000000000000000000000020"})
  void takesABoundFromOneToTwenty(String bound) {
    assertThat(whatsAt("WHATSAT kiwi 10 " + bound).bound()).isEqualTo(Integer.parseInt(bound));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "00",
        "21",
        "-1",
        "+5",
        "5.0",
        "1e1",
        "4294967297",
        "18446744073709551617",
        "0x5",
        "\u0665",
        "five"
      })
  void refusesAnyOtherBound(String bound) {
    assertInvalid("WHATSAT kiwi 10 " + bound);
  }

  private static IamAt iamAt(String latin1) {
    var command = ClientCommands.parse(bytes(latin1));
    assertThat(command).isInstanceOf(IamAt.class);
    return (IamAt) command;
  }

  private static WhatsAt whatsAt(String latin1) {
    var command = ClientCommands.parse(bytes(latin1));
    assertThat(command).isInstanceOf(WhatsAt.class);
    return (WhatsAt) command;
  }

  private static void assertInvalid(String text) {
    var line = ByteString.of(text);
    assertThat(ClientCommands.parse(line)).isEqualTo(new Invalid(line));
  }

  /** A byte a character, so that a test can say any byte. */
  private static ByteString bytes(String latin1) {
    return ByteString.wrap(latin1.getBytes(ISO_8859_1));
  }
}
