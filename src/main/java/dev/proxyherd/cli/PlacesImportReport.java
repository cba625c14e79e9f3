package dev.proxyherd.cli;

import dev.proxyherd.places.gazetteer.PlaceFileSummary;
import dev.proxyherd.places.imports.ImportFormat;
import dev.proxyherd.places.imports.ImportReport;
import dev.proxyherd.places.imports.SkipReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import, in the shape of {@code --json}.
 *
 * @param file that was made; null where none was
 * @param places in it
 * @param bytes of it
 * @param typesLeftOut places in it whose types did not fit into it
 * @param allIdsKnown whether there was memory enough to find every place that came twice
 */
record PlacesImportReport(
    @Nullable String file,
    long places,
    long bytes,
    long typesLeftOut,
    boolean allIdsKnown,
    List<Source> sources) {

  record Source(String source, String format, long rows, long taken, List<Skipped> skipped) {}

  /**
   * @param fault whether something is wrong with these rows; else they were left out on purpose
   */
  record Skipped(String reason, boolean fault, long count, List<Long> firstLines) {}

  static PlacesImportReport of(List<Path> sources, List<ImportReport> reports) {
    var made = new ArrayList<Source>();
    for (var index = 0; index < reports.size(); index++) {
      made.add(source(String.valueOf(sources.get(index).getFileName()), reports.get(index)));
    }
    return new PlacesImportReport(
        null,
        reports.stream().mapToLong(ImportReport::places).sum(),
        0,
        0,
        reports.stream().allMatch(ImportReport::allIdsKnown),
        made);
  }

  private static Source source(String name, ImportReport report) {
    var skipped =
        report.skipped().stream()
            .map(
                one ->
                    new Skipped(
                        one.reason().words(),
                        one.reason().isFault(),
                        one.count(),
                        one.firstLines()))
            .toList();
    return new Source(
        name,
        report.format().name().toLowerCase(Locale.ROOT),
        report.rows(),
        report.places(),
        skipped);
  }

  PlacesImportReport written(String target, PlaceFileSummary summary) {
    return new PlacesImportReport(
        target, summary.places(), summary.bytes(), summary.typesLeftOut(), allIdsKnown, sources);
  }

  void print(PrintWriter out) {
    for (var source : sources) {
      out.printf(
          "%s (%s): %,d places in %,d rows%n",
          source.source, source.format, source.taken, source.rows);
      for (var one : source.skipped) {
        out.printf(
            "  %s %,d: %s (%s)%n",
            one.fault ? "skipped" : "left out", one.count, one.reason, lines(one));
      }
      hint(source, out);
    }
    if (!allIdsKnown) {
      out.println("There was not memory for all ids: a place that came twice may be there twice.");
    }
    if (typesLeftOut > 0) {
      out.printf(
          "%,d places are there without their types: there are too many kinds.%n", typesLeftOut);
    }
    if (file != null) {
      out.printf("%s: %,d places, %,d bytes%n", file, places, bytes);
      out.printf(
          "Members with herd.places.gazetteer.file=%s take it up; those that run, within"
              + " seconds.%n",
          file);
    }
  }

  private static String lines(Skipped skipped) {
    var more = skipped.count > skipped.firstLines.size();
    return (skipped.count == 1 ? "line " : "lines ")
        + String.join(", ", skipped.firstLines.stream().map(String::valueOf).toList())
        + (more ? ", …" : "");
  }

  private static void hint(Source source, PrintWriter out) {
    var geojson = source.format.equalsIgnoreCase(ImportFormat.GEOJSON.name());
    if (geojson
        && source.skipped.stream()
            .anyMatch(one -> one.reason.equals(SkipReason.NOT_A_POINT.words()))) {
      out.println("  --centres takes polygons too, by the centre of the box around them");
    }
  }
}
