package dev.proxyherd.cli;

import dev.proxyherd.places.imports.ImportFormat;
import dev.proxyherd.places.imports.ImportSettings;
import dev.proxyherd.places.imports.PlaceField;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How files of places are to be understood. */
final class PlacesImportOptions {
  private static final Set<String> CLASSES = Set.of("A", "H", "L", "P", "R", "S", "T", "U", "V");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "geonames, geojson or csv (default: by each FILE's extension and content)")
  private @Nullable String format;

  @Option(
      names = "--column",
      paramLabel = "FIELD=TITLE",
      description = {
        "the column of a CSV, or the property in a GeoJSON, that has the name, latitude,",
        "longitude, id, types, vicinity or prominence; may be repeated"
      })
  private @Nullable Map<String, String> columns;

  @Option(
      names = "--centres",
      description = "GeoJSON: take polygons too, by the centre of the box around them")
  private boolean centres;

  @Option(
      names = "--feature-class",
      paramLabel = "LETTER",
      split = ",",
      description = "GeoNames: only these, such as P,S (default: all)")
  private @Nullable List<String> featureClasses;

  @Option(
      names = "--min-population",
      paramLabel = "N",
      defaultValue = "0",
      description = "GeoNames: only populated places with so many inhabitants (default: 0)")
  private long minPopulation;

  @Option(
      names = "--admin1",
      paramLabel = "FILE",
      description = "GeoNames: admin1CodesASCII.txt, for the names of states and the like")
  private @Nullable Path admin1;

  @Option(
      names = "--admin2",
      paramLabel = "FILE",
      description = "GeoNames: admin2Codes.txt, for the names of counties and the like")
  private @Nullable Path admin2;

  @Option(names = "--strict", description = "end at the first row with something wrong")
  private boolean strict;

  /**
   * @throws HerdFailure if there is something in them that is not understood
   */
  ImportSettings settings() {
    if (minPopulation < 0) {
      throw HerdFailure.usage("--min-population: at least 0");
    }
    var classes = new TreeSet<String>();
    for (var letter : featureClasses == null ? List.<String>of() : featureClasses) {
      classes.add(letter.toUpperCase(Locale.ROOT));
    }
    if (!CLASSES.containsAll(classes)) {
      throw HerdFailure.usage("--feature-class: of A, H, L, P, R, S, T, U and V");
    }
    return new ImportSettings(
        format(),
        fields(),
        centres,
        classes,
        minPopulation,
        admin1 == null ? null : PlacesImportCommand.resolved(admin1),
        admin2 == null ? null : PlacesImportCommand.resolved(admin2),
        strict);
  }

  /** The format that all files are said to have. */
  @Nullable ImportFormat format() {
    if (format == null) {
      return null;
    }
    for (var known : ImportFormat.values()) {
      if (known.name().equalsIgnoreCase(format)) {
        return known;
      }
    }
    throw HerdFailure.usage("--format: geonames, geojson or csv");
  }

  /** An option without effect is a mistake that is worth knowing of. */
  void requireOnlyFor(Set<ImportFormat> formats) {
    var names = featureClasses != null || minPopulation > 0 || admin1 != null || admin2 != null;
    if (names && !formats.contains(ImportFormat.GEONAMES)) {
      throw HerdFailure.usage(
          "--feature-class, --min-population, --admin1 and --admin2 are for GeoNames dumps");
    }
    if (centres && !formats.contains(ImportFormat.GEOJSON)) {
      throw HerdFailure.usage("--centres is for GeoJSON");
    }
    if (columns != null && formats.equals(Set.of(ImportFormat.GEONAMES))) {
      throw HerdFailure.usage("--column is for CSV and GeoJSON");
    }
  }

  private Map<PlaceField, String> fields() {
    var fields = new EnumMap<PlaceField, String>(PlaceField.class);
    for (var column : (columns == null ? Map.<String, String>of() : columns).entrySet()) {
      fields.put(field(column.getKey()), column.getValue());
    }
    return fields;
  }

  private static PlaceField field(String key) {
    return Arrays.stream(PlaceField.values())
        .filter(field -> field.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                HerdFailure.usage(
                    "--column: of "
                        + Arrays.stream(PlaceField.values())
                            .map(PlaceField::key)
                            .collect(Collectors.joining(", "))));
  }
}
