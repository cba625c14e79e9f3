package dev.proxyherd.places.gazetteer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a file of places, which members map into memory: {@code herd.places.gazetteer.file}.
 *
 * <p>The file is made beside the target under another name, and takes its place when it is whole
 * and on the disk: whoever looks sees the old file or the new one. Memory on the heap is bounded,
 * however many places there are; the disk needs room for the file, and while it is written for 40
 * bytes a place more.
 *
 * <p>Not for more than one thread.
 */
public final class PlaceFileWriter implements AutoCloseable {
  /**
   * @param target the file, which may exist; its folder must
   * @param credits whom to credit, as HTML, in each answer's {@code html_attributions}; may be none
   * @throws IOException if the folder is not there or not to be written to
   */
  public static PlaceFileWriter create(Path target, List<String> credits) throws IOException {
    throw new IOException("not yet: " + target + credits);
  }

  /**
   * Adds a place. Places of the same distance or prominence are answered in the order in which they
   * were added.
   *
   * @throws IOException if the disk is full, say
   */
  public void add(ImportedPlace place) throws IOException {
    throw new IOException("not yet: " + place);
  }

  /**
   * Sorts the places, writes the file to the disk and puts it in the target's place. Takes some
   * seconds for each million places.
   *
   * @throws IOException if the disk is full, say; the target is then as it was
   */
  public PlaceFileSummary finish() throws IOException {
    throw new IOException("not yet");
  }

  /** Without {@link #finish} before: leaves the target as it was, and nothing else behind. */
  @Override
  public void close() {}
}
