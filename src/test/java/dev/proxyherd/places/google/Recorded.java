package dev.proxyherd.places.google;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers in the forms that Google documents, under {@code src/test/resources/google}. */
final class Recorded {
  /** A place with every field that is known here, one with hardly any, and one beyond the bound. */
  static final String NEW = read("new-answer.json");

  /** What becomes of the first two places of {@link #NEW}. */
  static final String NEW_AS_LEGACY = read("new-as-legacy.json").stripTrailing();

  /** With several layouts in one, and results that Google would not give. */
  static final String LEGACY = read("legacy-answer.json");

  private Recorded() {}

  private static String read(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/google", name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
