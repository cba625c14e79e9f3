package dev.proxyherd.places.imports;

import java.io.IOException;

/** Reads one file in one format. */
interface PlaceReader {
  /**
   * Reads to the end.
   *
   * @throws IOException if the file cannot be read, or what was found not be kept
   * @throws ImportException if it makes no sense to go on
   */
  void read(ImportFile file, Intake intake) throws IOException, ImportException;
}
