package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.testing.BesideOthers;
import dev.proxyherd.testing.FastFolder;
import dev.proxyherd.testing.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is in a file, it is read, refused, or cannot be read: nothing else comes of it. */
@BesideOthers
class ImportFuzzTest {
  private static final int ROUNDS = 500;

  private static final String HOSTILE = "\"\t\n\r;,{}[]:\\\0\u001e";

  private static final Map<ImportFormat, String> GOOD =
      Map.of(
          ImportFormat.GEONAMES,
          "1\tBerlin\tBerlin\tB\t52.5\t13.4\tP\tPPLC\tDE\t\t16\t00\t1\t2\t3426354\t\t74"
              + "\tEurope/Berlin\t2023\n",
          ImportFormat.GEOJSON,
          """
          {"type":"Feature","id":"n1","geometry":{"type":"Point","coordinates":[16.3,48.2]},\
          "properties":{"name":"Wien \\u00fc","place":"city","population":"1900000"}}
          """,
          ImportFormat.CSV,
          "name;lat;lon;types;id\n\"Café \"\"Central\"\"\";48,2;16,3;cafe;7\n");

  private @TempDir(factory = FastFolder.class) Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingEscapesButWhatIsSaid(ImportFormat format) throws Exception {
    var random = Seeds.random();
    var settings = new ImportSettings(format, Map.of(), true, Set.of(), 0, null, null, false);
    var good = Objects.requireNonNull(GOOD.get(format)).getBytes(UTF_8);
    var taken = 0L;
    for (var round = 0; round < ROUNDS; round++) {
      var content = garbled(random, good);
      try {
        taken += Imported.of(folder, "fuzz", content, settings).places().size();
      } catch (IOException | ImportException said) {
        // What is documented; anything else fails the test.
      }
    }
    if (taken == 0) {
      throw new AssertionError("not one place came through: nothing was tried");
    }
  }

  /** Good rows, of which some bytes are others, missing, doubled, or hostile. */
  private static byte[] garbled(Random random, byte[] row) {
    var out = new ByteArrayOutputStream();
    var faults = random.nextInt(4);
    for (var copy = random.nextInt(1, 5); copy > 0; copy--) {
      for (var at = 0; at < row.length; at++) {
        if (random.nextInt(row.length) >= faults) {
          out.write(row[at]);
          continue;
        }
        switch (random.nextInt(6)) {
          case 0 -> {}
          case 1 -> out.write(random.nextInt(256));
          case 2 -> out.write(HOSTILE.charAt(random.nextInt(HOSTILE.length())));
          case 3 -> at = random.nextInt(row.length);
          case 4 -> out.writeBytes(row);
          default -> out.writeBytes("9".repeat(random.nextInt(2_000)).getBytes(UTF_8));
        }
      }
    }
    return out.toByteArray();
  }
}
