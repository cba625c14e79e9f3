package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "50, 2",
    "50.0, 4",
    "50.00000000000000000000000000001, -1",
    "49.99999999999999999999999999999, 32",
    "51, -1",
    "4294967297, -1",
    "007.5, 5",
    "7., -1",
    ".5, -1",
    "7.x, -1",
    "7x, 1",
    "7.5.5, 3",
    "7e1, 1",
    "-7, -1",
    "x, -1",
    "'', -1"
  })
  void findsTheEndOfANumberUpToFifty(String text, int end) {
    assertThat(Decimals.end(ByteString.of(text), 0, 50)).isEqualTo(end);
  }

  @Test
  void theValueIsJavasToTheLastBit() {
    var random = Seeds.random();
    for (var i = 0; i < 50_000; i++) {
      var whole = Integer.toString(random.nextInt(181));
      var fraction = new StringBuilder(random.nextBoolean() ? "." : "");
      if (!fraction.isEmpty()) {
        for (var digits = 1 + random.nextInt(random.nextInt(5) == 0 ? 40 : 9);
            digits > 0;
            digits--) {
          fraction.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
        }
      }
      var text = "0".repeat(random.nextInt(3)) + whole + fraction;
      assertThat(Decimals.value(ByteString.of("+" + text + "-"), 1, text.length() + 1))
          .as(text)
          .isEqualTo(Double.parseDouble(text));
    }
  }

  @Test
  void readsFromWhereItIsTold() {
    assertThat(Decimals.end(ByteString.of("+34.5-118"), 1, 90)).isEqualTo(5);
    assertThat(Decimals.end(ByteString.of("+34.5-118"), 6, 180)).isEqualTo(9);
    assertThat(Decimals.end(ByteString.of("+34.5-118"), 9, 180)).isEqualTo(-1);
  }
}
