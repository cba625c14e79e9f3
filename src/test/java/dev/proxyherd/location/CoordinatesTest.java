package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
  private static final String MANY_ZEROS = "0".repeat(400);

  @Test
  void readsDecimalDegrees() {
    assertThat(Coordinates.parse(ByteString.of("+34.068930-118.445127")))
        .contains(new Coordinates(34.068930, -118.445127));
    assertThat(Coordinates.parse(ByteString.of("-0+0/"))).contains(new Coordinates(-0.0, 0));
    assertThat(Coordinates.parse(ByteString.of("+07-008"))).contains(new Coordinates(7, -8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+90+180",
        "-90-180",
        "+90.0-180.000/",
        "+90.00000000000000000000000000-180.00000000000000000000",
        "+89.99999999999999999999999999+179.9999999999999999999999",
        "+0000000000000000000000000000090+000000000000000000000180",
        "+0012.5-00030.1"
      })
  void takesAllThatIsOnTheEarth(String text) {
    assertValid(text, true);
  }

  @Test
  void holdsTheBoundsOnDigitsSoThatNoRoundingLetsAValueThrough() {
    assertValid("+90." + MANY_ZEROS + "+180." + MANY_ZEROS, true);
    assertValid("+90." + MANY_ZEROS + "1+180", false);
    assertValid("+90-180." + MANY_ZEROS + "1", false);
    assertValid("+" + MANY_ZEROS + "90-180", true);
    assertValid("+91" + MANY_ZEROS + "-180", false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+91+0",
        "+90.1+0",
        "-90.000001+0",
        "+0+181",
        "+0-180.5",
        "+4012.22-07500.25", // degrees and minutes
        "+401213.1-0750015.1", // and seconds
        "+9007199254740993+0",
        "+4294967296+0",
        "+4294967295+18446744073709551616"
      })
  void refusesWhatIsBeyondTheEarth(String text) {
    assertValid(text, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "+",
        "+-",
        "++",
        "+34",
        "+34.0",
        "+34.0/",
        "34.0-118.4",
        "+34.0118.4",
        "+34.-118",
        "+34-118.",
        "+.5-118",
        "+34-.5",
        "+34..0-118",
        "+34.0.0-118",
        "++34-118",
        "+34--118",
        "+34-118//",
        "+34-118/x",
        "+34-118x",
        "+34-118+12/", // an altitude
        "+34,5-118,4",
        "+3e1-1e2",
        "+NaN-Infinity",
        "+0x1-0x1",
        " +34-118",
        "+34-118\n",
        "\u221234-118", // a minus sign that is not ASCII's
        "+\u0663\u0664-118", // Arabic-Indic digits
        "+\uff13\uff14-118" // full-width digits
      })
  void refusesOtherForms(String text) {
    assertValid(text, false);
  }

  private static void assertValid(String text, boolean valid) {
    assertThat(Coordinates.isValid(ByteString.of(text))).as(text).isEqualTo(valid);
    assertThat(Coordinates.parse(ByteString.of(text)).isPresent()).as(text).isEqualTo(valid);
    var inside = ByteString.of("5" + text + "5").slice(1, 1 + ByteString.of(text).length());
    assertThat(Coordinates.isValid(inside)).as("%s, as a slice", text).isEqualTo(valid);
  }
}
