package dev.proxyherd.places.imports;

/** A file cannot be read to its end. The message says for its owner why, and where. */
public final class ImportException extends Exception {
  ImportException(String message) {
    super(message);
  }

  /** In words. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
