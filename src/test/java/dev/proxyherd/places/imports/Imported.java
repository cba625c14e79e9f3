package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What comes out of a file: its places, and what is said of the rest. */
record Imported(List<ImportedPlace> places, ImportReport report) {
  static Imported of(Path folder, String name, String text) throws IOException, ImportException {
    return of(folder, name, text, ImportSettings.DEFAULTS);
  }

  static Imported of(Path folder, String name, String text, ImportSettings settings)
      throws IOException, ImportException {
    return of(folder, name, text.getBytes(UTF_8), settings);
  }

  static Imported of(Path folder, String name, byte[] content, ImportSettings settings)
      throws IOException, ImportException {
    return of(Files.write(folder.resolve(name), content), settings);
  }

  static Imported of(Path file, ImportSettings settings) throws IOException, ImportException {
    var places = new ArrayList<ImportedPlace>();
    var report = new PlaceImport(settings, places::add, (_, _, _) -> {}).read(file);
    return new Imported(places, report);
  }

  ImportedPlace only() {
    if (places.size() != 1) {
      throw new AssertionError("one place is expected: " + this);
    }
    return places.getFirst();
  }

  /** "no name 2 [3, 7]", for each reason. */
  List<String> skipped() {
    return report.skipped().stream()
        .map(one -> "%s %d %s".formatted(one.reason().words(), one.count(), one.firstLines()))
        .toList();
  }
}
