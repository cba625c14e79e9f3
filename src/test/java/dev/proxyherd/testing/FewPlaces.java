package dev.proxyherd.testing;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import dev.proxyherd.places.gazetteer.PlaceFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A gazetteer of one place, near UCLA, for members whose places a test does not look at: to load
 * the real one would be a tenth of what all tests do.
 */
final class FewPlaces {
  static final Path FILE = create();

  private FewPlaces() {}

  private static Path create() {
    try {
      var folder = Files.createTempDirectory("few-places");
      var file = folder.resolve("few.places");
      try (var writer = PlaceFileWriter.create(file, List.of())) {
        writer.add(
            new ImportedPlace("", "Royce Hall", 34.0729, -118.4422, List.of(), "Los Angeles", 0));
        writer.finish();
      }
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
