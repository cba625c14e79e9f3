package dev.proxyherd.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of a store's folder. */
final class Images {
  private Images() {}

  /** As somebody copies it who makes a backup, or puts one back. */
  static Path copy(Path folder) throws IOException {
    var copy = Files.createTempDirectory(folder.getParent(), folder.getFileName() + "-copy");
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    return copy;
  }

  /** The write-ahead log, of which there is one file. */
  static Path log(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).findAny().orElseThrow();
    }
  }

  /**
   * What a process that is killed now would leave: copied while the store is open, and not to be
   * told from the original.
   */
  static Path take(Path folder) throws IOException {
    var image = copy(folder);
    var file = SealFormat.file(image);
    if (Files.exists(file)) {
      var bytes = Files.readAllBytes(file);
      var sealed = SealFormat.parse(bytes).orElseThrow();
      var header = SealFormat.header(sealed.state(), SealFormat.inode(file), sealed.boot());
      System.arraycopy(header, 0, bytes, 0, header.length);
      Files.write(file, bytes);
    }
    return image;
  }
}
