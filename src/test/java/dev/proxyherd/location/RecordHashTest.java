package dev.proxyherd.location;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordHashTest {
  /** Members of different versions compare these: they must never change. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, ''",
    "57a16840116a92c8, k",
    "9d9bb7f53e8d642e, seven b",
    "fd2d03e306157ddc, eightbyt",
    "bfb5743527ff618f, nine byte",
    "2cdb68e848da2fa1, Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127"
        + " 1520023934.918963997",
  })
  void isWhatItHasAlwaysBeen(String expected, String text) {
    assertThat(HexFormat.of().toHexDigits(RecordHash.of(text.getBytes(UTF_8)))).isEqualTo(expected);
  }

  @Test
  void tellsLengthsApartThatOnlyZerosDiffer() {
    var hashes = new HashSet<Long>();
    for (var length = 0; length < 100; length++) {
      hashes.add(RecordHash.of(new byte[length]));
    }
    assertThat(hashes).hasSize(100);
  }

  /** Each bit of the text is to change about half of the hash. */
  @Test
  void oneBitOfTheTextChangesManyOfTheHash() {
    var text =
        "Goloman +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1520023934.9".getBytes(UTF_8);
    var hash = RecordHash.of(text);
    for (var bit = 0; bit < text.length * Byte.SIZE; bit++) {
      var changed = text.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(Long.bitCount(hash ^ RecordHash.of(changed))).as("bit " + bit).isBetween(10, 54);
    }
  }
}
