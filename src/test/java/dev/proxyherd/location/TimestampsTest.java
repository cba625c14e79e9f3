package dev.proxyherd.location;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.testing.MutableClock;
import dev.proxyherd.testing.Seeds;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "1520023934.918963997, 1520023934918963997",
    "1520023934, 1520023934000000000",
    "1520023934.5, 1520023934500000000",
    "0, 0",
    "0.000000001, 1",
    "0.0000000019, 1",
    "00000000000000000000000000000007.25, 7250000000",
    "9223372035.999999999, 9223372035999999999"
  })
  void readsSecondsWithNineDecimals(String text, long nanos) {
    assertThat(Timestamps.parse(ByteString.of(text))).isEqualTo(nanos);
  }

  @Test
  void checksDecimalsBeyondTheNinthAndDoesNotCountThem() {
    assertThat(Timestamps.parse(ByteString.of("1.0000000009999999999999999999999")))
        .isEqualTo(SECOND);
    assertThat(Timestamps.parse(ByteString.of("1.000000000999999999999999999999x")))
        .isEqualTo(Timestamps.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1.",
        ".5",
        "+1",
        "-1",
        "1e9",
        "1.5e3",
        "1,5",
        "1.5.5",
        "0x10",
        "NaN",
        "1 ",
        " 1",
        "\u0661",
        "\uff11",
        "1.\u0661",
        "9223372036",
        "9223372036854775808",
        "99999999999999999999999999999999999999999"
      })
  void refusesOtherForms(String text) {
    assertThat(Timestamps.parse(ByteString.of(text))).isEqualTo(Timestamps.INVALID);
  }

  @Test
  void readsTheClockToTheNanosecond() {
    var clock = new MutableClock(Instant.ofEpochSecond(1_520_023_935, 182_837_383));
    assertThat(Timestamps.now(clock)).isEqualTo(1_520_023_935_182_837_383L);
  }

  @ParameterizedTest
  @CsvSource({
    "263873386, +0.263873386",
    "0, +0.000000000",
    "1, +0.000000001",
    "-1, -0.000000001",
    "-999999999, -0.999999999",
    "1000000000, +1.000000000",
    "-10000000000, -10.000000000",
    "9223372036854775807, +9223372036.854775807"
  })
  void rendersADifferenceWithASignAndNineDecimals(long nanos, String text) {
    assertThat(Timestamps.renderDifference(nanos)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.000000000", "1520023934918963997, 1520023934.918963997"})
  void rendersATimeAsItReadsIt(long nanos, String text) {
    assertThat(Timestamps.render(nanos)).hasToString(text);
    assertThat(Timestamps.parse(ByteString.of(text))).isEqualTo(nanos);
  }

  @Test
  void rendersEveryDifferenceExactlyAndReadsItBack() {
    var random = Seeds.random();
    for (var i = 0; i < 20_000; i++) {
      var nanos = random.nextLong() >> random.nextInt(64);
      if (Math.abs(nanos / SECOND) > 9_223_372_034L) {
        continue;
      }
      var exact = BigDecimal.valueOf(nanos, 9).toPlainString();
      var text = Timestamps.renderDifference(nanos);
      assertThat(text).hasToString(nanos < 0 ? exact : "+" + exact);
      assertThat(Timestamps.parseDifference(text)).isEqualTo(nanos);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "0.263873386",
        "+.263873386",
        "+0.26387338",
        "+0.2638733860",
        "+0263873386",
        "+1.0.263873386",
        "++0.263873386",
        "+-0.263873386",
        "+0.26387338x",
        "+99999999999.000000000",
        "\u22120.263873386"
      })
  void readsNoDifferenceThatItWouldNotWrite(String text) {
    assertThat(Timestamps.parseDifference(ByteString.of(text))).isEqualTo(Timestamps.INVALID);
  }
}
