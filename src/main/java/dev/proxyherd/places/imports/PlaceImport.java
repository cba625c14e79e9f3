package dev.proxyherd.places.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads files of places, one after the other, and hands on each place once. Memory is bounded,
 * however long the files are and whatever is in them.
 *
 * <p>Not for more than one thread.
 */
public final class PlaceImport {
  private static final List<String> GEOJSON_NAMES =
      List.of(".json", ".geojson", ".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".jsonl");
  private static final List<String> CSV_NAMES = List.of(".csv", ".tsv");

  private final ImportSettings settings;
  private final PlaceSink sink;
  private final ImportProgress progress;
  private final SeenIds seen = SeenIds.forThisHeap();

  /**
   * Reads nothing yet.
   *
   * @param sink takes the places
   * @param progress is told how far it is in each file
   */
  public PlaceImport(ImportSettings settings, PlaceSink sink, ImportProgress progress) {
    this.settings = settings;
    this.sink = sink;
    this.progress = progress;
  }

  /** In which format a file is, by its extension and content. */
  public static ImportFormat format(Path path) throws IOException, ImportException {
    try (var file = ImportFile.open(path)) {
      return format(file);
    }
  }

  /**
   * Reads a file to its end. It may be packed: by gzip, or in a zip archive that has one such file.
   *
   * @throws IOException if it cannot be read, or the sink fails
   * @throws ImportException if it makes no sense to go on; the message says why
   */
  public ImportReport read(Path path) throws IOException, ImportException {
    try (var file = ImportFile.open(path)) {
      var format = settings.format() == null ? format(file) : settings.format();
      var intake = new Intake(file, settings.strict(), seen, sink, progress);
      reader(format).read(file, intake);
      return intake.report(format);
    }
  }

  private PlaceReader reader(ImportFormat format) throws IOException, ImportException {
    return switch (format) {
      case GEONAMES -> new GeoNamesReader(settings);
      case GEOJSON -> new GeoJsonReader(settings.columns(), settings.centres());
      case CSV -> new CsvReader(settings.columns());
    };
  }

  private static ImportFormat format(ImportFile file) throws IOException {
    var name = file.lowerCaseName();
    if (GEOJSON_NAMES.stream().anyMatch(name::endsWith)) {
      return ImportFormat.GEOJSON;
    }
    if (CSV_NAMES.stream().anyMatch(name::endsWith)) {
      return ImportFormat.CSV;
    }
    var head = file.head();
    if (head.stripLeading().startsWith("{") || head.startsWith("\u001e")) {
      return ImportFormat.GEOJSON;
    }
    return GeoNamesReader.isLikely(head) ? ImportFormat.GEONAMES : ImportFormat.CSV;
  }
}
