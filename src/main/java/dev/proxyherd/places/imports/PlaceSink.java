package dev.proxyherd.places.imports;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import java.io.IOException;

/** Where places go that have been read. */
@FunctionalInterface
public interface PlaceSink {
  /**
   * Takes one more.
   *
   * @throws IOException if it cannot be kept; that ends the import
   */
  void add(ImportedPlace place) throws IOException;
}
