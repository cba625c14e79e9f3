package dev.proxyherd.places.imports;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken of a file, and how it is to be understood.
 *
 * @param format null to find out by extension and content
 * @param columns the CSV column or GeoJSON property for a field, where it is not called as usual
 * @param centres whether polygons count as well, by the centre of the box around them
 * @param featureClasses of GeoNames, such as P and T; empty for all
 * @param minPopulation inhabitants that a populated place of GeoNames must have
 * @param admin1 GeoNames' admin1CodesASCII.txt, which names first-order divisions
 * @param admin2 GeoNames' admin2Codes.txt, which names second-order divisions
 * @param strict whether the first fault ends the import
 */
public record ImportSettings(
    @Nullable ImportFormat format,
    Map<PlaceField, String> columns,
    boolean centres,
    Set<String> featureClasses,
    long minPopulation,
    @Nullable Path admin1,
    @Nullable Path admin2,
    boolean strict) {
  /** Everything, as it is found. */
  public static final ImportSettings DEFAULTS =
      new ImportSettings(null, Map.of(), false, Set.of(), 0, null, null, false);

  /** The same for one format. */
  public ImportSettings withFormat(@Nullable ImportFormat known) {
    return new ImportSettings(
        known, columns, centres, featureClasses, minPopulation, admin1, admin2, strict);
  }
}
