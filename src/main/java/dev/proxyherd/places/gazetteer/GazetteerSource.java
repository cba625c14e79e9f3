package dev.proxyherd.places.gazetteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a gazetteer's places are. */
interface GazetteerSource {
  /**
   * Reads them.
   *
   * @throws IOException says why that cannot be
   */
  PlaceIndex load() throws IOException;

  /** The file that may be replaced by another while it is used. */
  Optional<Path> file();

  /** What the file is now: equal as long as nobody writes or replaces it. */
  default Object version() {
    return file().map(Version::of).orElse(Version.NONE);
  }

  /** The places in the jar. */
  static GazetteerSource builtIn(List<String> types) {
    return new GazetteerSource() {
      @Override
      public PlaceIndex load() throws IOException {
        return PlaceIndex.builtIn(types);
      }

      @Override
      public Optional<Path> file() {
        return Optional.empty();
      }
    };
  }

  /** The places in a file. */
  static GazetteerSource of(Path file, List<String> types) {
    return new GazetteerSource() {
      @Override
      public PlaceIndex load() throws IOException {
        return PlaceFile.open(file, types);
      }

      @Override
      public Optional<Path> file() {
        return Optional.of(file);
      }
    };
  }

  /**
   * What tells one file from another, and from itself when it was written to.
   *
   * @param key the inode, where the system has such
   * @param modified when it was written last; null if there is no file
   * @param bytes how long it is
   */
  record Version(@Nullable Object key, @Nullable FileTime modified, long bytes) {
    private static final Version NONE = new Version(null, null, 0);

    private static Version of(Path file) {
      try {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
      } catch (IOException e) {
        return NONE;
      }
    }
  }
}
