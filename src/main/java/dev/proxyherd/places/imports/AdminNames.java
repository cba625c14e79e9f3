package dev.proxyherd.places.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What divisions and countries are called, by the codes that GeoNames has for them. */
final class AdminNames {
  /** There are 4,000 first-order divisions and 50,000 second-order ones. */
  private static final int MAX_NAMES = 500_000;

  private final Map<String, String> byCode = new HashMap<>();
  private final Map<String, String> countries = new HashMap<>();

  private AdminNames() {}

  /**
   * @param files of GeoNames, of lines of a code, a tab, and a name; null for none
   */
  static AdminNames read(@Nullable Path... files) throws IOException, ImportException {
    var names = new AdminNames();
    for (var file : files) {
      if (file != null) {
        names.add(file);
      }
    }
    return names;
  }

  private void add(Path file) throws IOException, ImportException {
    try (var text = ImportFile.open(file)) {
      var lines = new TextRecords(text.text(), '\n', 1 << 13);
      while (lines.next()) {
        var columns = lines.text().split("\t", -1);
        if (columns.length != 4 || byCode.size() == MAX_NAMES) {
          throw new ImportException(
              "%s, line %d: a code, a name, an ASCII name and an id are expected, as in GeoNames' admin1CodesASCII.txt"
                  .formatted(file, lines.line()));
        }
        byCode.put(columns[0], columns[1]);
      }
    }
  }

  /** From the inside out, as far as known: "Los Angeles County, California, United States". */
  String vicinity(String country, String admin1, String admin2) {
    var text = new StringBuilder();
    append(text, byCode.get(country + '.' + admin1 + '.' + admin2));
    append(text, byCode.get(country + '.' + admin1));
    append(text, isCode(country) ? countries.computeIfAbsent(country, AdminNames::name) : null);
    return text.toString();
  }

  private static boolean isCode(String country) {
    return country.length() == 2
        && country.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
  }

  private static String name(String country) {
    return Locale.of("", country).getDisplayCountry(Locale.ENGLISH);
  }

  private static void append(StringBuilder text, @Nullable String name) {
    if (name != null && !name.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(name);
    }
  }
}
