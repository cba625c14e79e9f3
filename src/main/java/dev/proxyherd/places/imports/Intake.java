package dev.proxyherd.places.imports;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a reader has found in one file: checks it, passes on what is a place, and keeps count
 * of the rest.
 */
final class Intake {
  private static final int LINES_NAMED = 5;
  private static final int ROWS_PER_REPORT = 4096;
  private static final char REPLACEMENT = '\uFFFD';

  private final ImportFile file;
  private final boolean strict;
  private final SeenIds seen;
  private final PlaceSink sink;
  private final ImportProgress progress;
  private final Map<SkipReason, Tally> skipped = new EnumMap<>(SkipReason.class);
  private long rows;
  private long places;

  Intake(ImportFile file, boolean strict, SeenIds seen, PlaceSink sink, ImportProgress progress) {
    this.file = file;
    this.strict = strict;
    this.seen = seen;
    this.sink = sink;
    this.progress = progress;
  }

  /** What a row says, as it says it. Coordinates that it does not say are not a number. */
  record Found(
      String id,
      String name,
      double latitude,
      double longitude,
      List<String> types,
      String vicinity,
      double prominence) {}

  /** A row that may be a place. */
  void take(long line, Found found) throws IOException, ImportException {
    var name = oneLine(found.name);
    var vicinity = oneLine(found.vicinity);
    var fault = fault(found, name, vicinity);
    if (fault != null) {
      skip(line, fault);
      return;
    }
    ImportedPlace place;
    try {
      place =
          new ImportedPlace(
              found.id,
              name,
              found.latitude,
              found.longitude,
              found.types,
              vicinity,
              found.prominence);
    } catch (IllegalArgumentException tooLong) {
      // Its other limits have been seen to.
      skip(line, SkipReason.TOO_LONG);
      return;
    }
    if (!seen.add(identity(place))) {
      skip(line, SkipReason.DUPLICATE);
      return;
    }
    sink.add(place);
    places++;
    countRow();
  }

  /** A row that is no place. */
  void skip(long line, SkipReason reason) throws ImportException {
    if (strict && reason.isFault()) {
      throw new ImportException("%s, line %d: %s".formatted(file, line, reason.words()));
    }
    skipped.computeIfAbsent(reason, _ -> new Tally()).add(line);
    countRow();
  }

  private void countRow() {
    rows++;
    if (rows % ROWS_PER_REPORT == 0) {
      progress.at(rows, file.bytesRead(), file.bytes());
    }
  }

  ImportReport report(ImportFormat format) {
    var byReason =
        skipped.entrySet().stream()
            .map(
                entry ->
                    new ImportReport.Skipped(
                        entry.getKey(),
                        entry.getValue().count,
                        List.copyOf(entry.getValue().firstLines)))
            .sorted(Comparator.comparingLong(ImportReport.Skipped::count).reversed())
            .toList();
    return new ImportReport(format, rows, places, byReason, seen.isComplete());
  }

  private static @Nullable SkipReason fault(Found found, String name, String vicinity) {
    if (Double.isNaN(found.latitude) || Double.isNaN(found.longitude)) {
      return SkipReason.NO_COORDINATES;
    }
    if (Math.abs(found.latitude) > 90 || Math.abs(found.longitude) > 180) {
      return SkipReason.OUT_OF_RANGE;
    }
    if (name.isEmpty()) {
      return SkipReason.NO_NAME;
    }
    var fault = fault(name);
    fault = fault == null ? fault(vicinity) : fault;
    return fault == null ? fault(found.id) : fault;
  }

  /** What was not UTF-8 has become U+FFFD on its way here; JSON can say half a character. */
  private static @Nullable SkipReason fault(String text) {
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character < ' ' || (character >= 0x7f && character < 0xa0)) {
        return SkipReason.CONTROL_CHARACTER;
      }
      if (character == REPLACEMENT) {
        return SkipReason.NOT_UTF8;
      }
      if (Character.isSurrogate(character)) {
        if (!Character.isHighSurrogate(character)
            || at + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(at + 1))) {
          return SkipReason.NOT_UTF8;
        }
        at++;
      }
    }
    return null;
  }

  /** A quoted column may be of several lines, and a place's name is of one. */
  private static String oneLine(String text) {
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character == '\n' || character == '\r' || character == '\t') {
        return text.replaceAll("[ \\t\\r\\n]+", " ").strip();
      }
    }
    return text.strip();
  }

  private static String identity(ImportedPlace place) {
    return place.id().isEmpty()
        ? place.name() + '\n' + place.latitude() + '\n' + place.longitude()
        : place.id();
  }

  private static final class Tally {
    private long count;
    private final List<Long> firstLines = new ArrayList<>(LINES_NAMED);

    private void add(long line) {
      count++;
      if (firstLines.size() < LINES_NAMED) {
        firstLines.add(line);
      }
    }
  }
}
