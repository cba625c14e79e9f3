package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of types, and docs/reference/places-import.md against them. */
class KindsTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| (`.*`) \\| ([\\d,]+) \\|$");

  @ParameterizedTest
  @CsvSource({"geonames,GeoNames", "openstreetmap,OpenStreetMap"})
  void theReferenceHasEveryRow(String table, String heading) throws Exception {
    assertThat(documented(heading)).containsExactlyElementsOf(rows(table));
  }

  @Test
  void everyKeyOfTheTableIsLookedFor() throws Exception {
    var keys = rows("openstreetmap").stream().map(row -> row.split("[= ]", 2)[0]).distinct();
    assertThat(keys).containsExactlyInAnyOrderElementsOf(OsmTags.KIND_KEYS);
    var reference = Files.readString(Path.of("docs/reference/places-import.md"));
    assertThat(reference.replaceAll("\\s+", " ")).contains(String.join(", ", OsmTags.KIND_KEYS));
  }

  /** As the tables have them: "shop=bakery [bakery, food] 50". */
  private static List<String> rows(String table) throws IOException {
    var resource = "/places/" + table + "-kinds.properties";
    try (var in = KindsTest.class.getResourceAsStream(resource)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> row(table, line.split(" *= *", 2)))
          .toList();
    }
  }

  private static String row(String table, String[] entry) {
    var name = table.equals("openstreetmap") ? entry[0].replaceFirst("\\.", "=") : entry[0];
    var words = new ArrayList<>(Arrays.asList(entry[1].split(" +", -1)));
    var prominence = words.removeLast();
    return name + " " + words + " " + prominence;
  }

  private static List<String> documented(String heading) throws IOException {
    var page = Files.readString(Path.of("docs/reference/places-import.md"));
    var start = page.indexOf("\n## " + heading + "\n");
    var end = page.indexOf("\n## ", start + 1);
    var section = page.substring(start, end < 0 ? page.length() : end);
    return ROW.matcher(section)
        .results()
        .map(
            row ->
                row.group(1)
                    + " ["
                    + row.group(2).replace("`", "")
                    + "] "
                    + row.group(3).replace(",", ""))
        .toList();
  }
}
