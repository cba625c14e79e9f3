package dev.proxyherd.http.phones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.http.Bodies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1700000000, 1700000000",
    "0, 0",
    "1700000000.25, 1700000000.25",
    "1700000000000, 1700000000",
    "1700000000123, 1700000000.123",
    "2023-11-14T22:13:20Z, 1700000000",
    "2023-11-14t22:13:20.5z, 1700000000.500000000",
    "2023-11-14T23:13:20+01:00, 1700000000",
    "2023-11-14T23:13:20 01:00, 1700000000",
    "2023-11-14T23:13:20+0100, 1700000000",
    "2023-11-14T23:13:20+01, 1700000000",
    "2023-11-14T22:13:20, 1700000000",
    "2023-11-14 22:13:20, 1700000000"
  })
  void takesEachForm(String text, String posix) {
    assertThat(PhoneTime.of(text)).contains(posix);
    assertThat(PhoneTime.of(Bodies.parse(('"' + text + '"').getBytes(UTF_8)))).contains(posix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "now",
        "1e9",
        "NaN",
        "1700000000.",
        "99999999999999999999",
        "9999999999999999999",
        "1969-12-31T23:59:59Z",
        "+999999999-01-01T00:00:00Z",
        "2023-11-14",
        "2023-13-14T22:13:20Z",
        "2023-11-14 22:13:61",
        "14.11.2023 22:13:20"
      })
  void takesNothingElse(String text) {
    assertThat(PhoneTime.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "{}", "[]", "-5", "1e999999999", "1e-999999999"})
  void takesNoOtherJson(String json) {
    assertThat(PhoneTime.of(Bodies.parse(json.getBytes(UTF_8)))).isEmpty();
  }
}
