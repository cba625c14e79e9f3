package dev.proxyherd.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of a store's folder. */
final class Images {
  private Images() {}

  /** What a process that is killed now would leave: the folder, copied while the store is open. */
  static Path copy(Path folder) throws IOException {
    var image = Files.createTempDirectory(folder.getParent(), folder.getFileName() + "-image");
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, image.resolve(file.getFileName()));
        }
      }
    }
    return image;
  }
}
