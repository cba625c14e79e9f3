package dev.proxyherd.places.gazetteer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Gazetteers for tests. */
final class Gazetteers {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(10);

  private Gazetteers() {}

  static BackgroundGazetteer of(GazetteerSource source) {
    return of(source, PATIENCE);
  }

  static BackgroundGazetteer of(GazetteerSource source, Duration patience) {
    return new BackgroundGazetteer(
        source, new BackgroundGazetteer.Times(patience, LOOK), InstantSource.system());
  }

  /** What loads. */
  interface Loader {
    PlaceIndex load() throws IOException;
  }

  /** A source that is no file. */
  static GazetteerSource source(Loader loader) {
    return new GazetteerSource() {
      @Override
      public PlaceIndex load() throws IOException {
        return loader.load();
      }

      @Override
      public Optional<Path> file() {
        return Optional.empty();
      }
    };
  }
}
