package dev.proxyherd.store;

import java.nio.file.Path;

/** A store cannot be used; ends the start. */
final class StoreFolderException extends RuntimeException {
  private final Path folder;
  private final boolean another;

  /** It cannot be opened or read. */
  StoreFolderException(Path folder, Exception cause) {
    super("cannot open the store in %s: %s".formatted(folder, cause.getMessage()), cause);
    this.folder = folder;
    this.another = false;
  }

  /** It is not this member's, or of another format. */
  StoreFolderException(Path folder, String word, String found, String expected) {
    super("the store in %s has %s '%s', not '%s'".formatted(folder, word, found, expected));
    this.folder = folder;
    this.another = true;
  }

  Path folder() {
    return folder;
  }

  /** Whether the store is sound, and another's. */
  boolean isAnother() {
    return another;
  }
}
