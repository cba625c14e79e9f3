package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.http.Bodies;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DegreesTest {
  @ParameterizedTest
  @CsvSource({
    "48.8584, 48.8584",
    "+48, 48",
    "-90, -90",
    "9.9E-5, 0.000099",
    "1.2345678901234567E-5, 0.000012345679",
    "0.000000000000000000001, 0"
  })
  void takesNumbersAsDoublesAreWritten(String text, String degrees) {
    assertThat(Degrees.of(text, Degrees.MAX_LATITUDE).map(BigDecimal::toPlainString))
        .map(plain -> new BigDecimal(plain).stripTrailingZeros())
        .contains(new BigDecimal(degrees).stripTrailingZeros());
    assertThat(json('"' + text + '"')).isEqualTo(Degrees.of(text, Degrees.MAX_LATITUDE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NaN", "Infinity", "90.0000001", "-91", "1e3", "48,8", "48.", ".5", "0x1p3"})
  void takesNoTextThatIsNoLatitude(String text) {
    assertThat(Degrees.of(text, Degrees.MAX_LATITUDE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"91", "1e999999999", "null", "true", "[1]", "{}"})
  void takesNoJsonThatIsNoLatitude(String text) {
    assertThat(json(text)).isEmpty();
  }

  /** Written out, these would fill the heap. */
  @ParameterizedTest
  @ValueSource(strings = {"1e-999999999", "0e999999999", "0e-999999999"})
  void isNotKeptBusyByAFewBytes(String text) {
    assertThat(json(text).map(BigDecimal::signum)).contains(0);
    assertThat(json(text).map(BigDecimal::toPlainString).map(String::length))
        .hasValueSatisfying(length -> assertThat(length).isLessThan(20));
  }

  private static Optional<BigDecimal> json(String text) {
    return Degrees.of(Bodies.parse(text.getBytes(UTF_8)), Degrees.MAX_LATITUDE);
  }
}
