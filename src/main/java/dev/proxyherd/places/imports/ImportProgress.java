package dev.proxyherd.places.imports;

/** Is told every few thousand rows how far an import is. */
@FunctionalInterface
public interface ImportProgress {
  /**
   * So far it is. What this throws ends the import.
   *
   * @param rows read so far, taken or not
   * @param bytes read so far, of the file as it lies on the disk, or of an archive's entry unpacked
   * @param allBytes of which there are these; 0 where that is not known
   */
  void at(long rows, long bytes, long allBytes);
}
