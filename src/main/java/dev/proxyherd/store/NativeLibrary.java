package dev.proxyherd.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.util.Environment;

/** RocksDB's native code, which comes inside its jar. */
public final class NativeLibrary {
  private static final String NAME = "rocksdb";

  private NativeLibrary() {}

  /**
   * Puts this machine's native code into a folder, once for all members that are started with
   * {@code -Djava.library.path} saying so: each would unpack it at its start otherwise.
   *
   * @param folder made if need be
   */
  public static void unpack(Path folder) throws IOException {
    var resource = Environment.getJniLibraryFileName(NAME);
    Files.createDirectories(folder);
    var half = Files.createTempFile(folder, "unpacking", null);
    try (var packed = NativeLibraryLoader.class.getClassLoader().getResourceAsStream(resource)) {
      if (packed == null) {
        throw new FileNotFoundException("RocksDB has no " + resource);
      }
      Files.copy(packed, half, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          half,
          folder.resolve(System.mapLibraryName(Environment.getSharedLibraryName(NAME))),
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  /**
   * Loads it; once a process would do.
   *
   * @param folder where it is unpacked if it has not been: elsewhere every process that is killed
   *     would leave 17 MB behind
   */
  static void load(Path folder) throws IOException {
    NativeLibraryLoader.getInstance().loadLibrary(Files.createDirectories(folder).toString());
  }
}
