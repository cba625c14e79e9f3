package dev.proxyherd.places.gazetteer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Writes a file of places, which members map into memory: {@code herd.places.gazetteer.file}.
 *
 * <p>The file is made beside the target under another name, and takes its place when it is whole
 * and on the disk: whoever looks sees the old file or the new one. Memory on the heap is bounded,
 * however many places there are, by some 20 MB for types and vicinities; the disk needs room for
 * the file, and while it is written for 40 bytes a place more.
 *
 * <p>Not for more than one thread.
 */
public final class PlaceFileWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path target;
  private final Path unfinished;
  private final List<String> credits;
  private final FileChannel file;

  /** Points, until it is known where in the file they go. */
  private final FileChannel spool;

  private final OutputStream texts;
  private final OutputStream points;
  private final PlaceEncoder encoder;

  private PlaceFileWriter(Path target, List<String> credits) throws IOException {
    this.target = target;
    this.credits = List.copyOf(credits);
    var name = "." + target.getFileName() + "." + UUID.randomUUID();
    unfinished = target.resolveSibling(name + ".unfinished");
    file =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      spool =
          FileChannel.open(
              target.resolveSibling(name + ".points"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      file.position(PlaceFormat.HEADER_BYTES);
    } catch (IOException e) {
      file.close();
      Files.delete(unfinished);
      throw e;
    }
    texts = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
    points = new BufferedOutputStream(Channels.newOutputStream(spool), BUFFER_BYTES);
    encoder = new PlaceEncoder(texts, points);
  }

  /**
   * Begins a file.
   *
   * @param target the file, which may exist; its folder must
   * @param credits whom to credit, as HTML, in each answer's {@code html_attributions}; may be none
   * @throws IOException if the folder is not there or not to be written to
   */
  public static PlaceFileWriter create(Path target, List<String> credits) throws IOException {
    // A link stays one: it is what it points to that is replaced.
    return new PlaceFileWriter(
        Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), credits);
  }

  /**
   * Adds a place. Equally good places are answered in the order in which they were added, if they
   * are at one spot.
   *
   * @throws IOException if the disk is full, say
   */
  public void add(ImportedPlace place) throws IOException {
    encoder.add(place);
  }

  /**
   * Sorts the places, writes the file to the disk and puts it in the target's place. Takes some
   * seconds for each million places.
   *
   * @throws IOException if the disk is full, say; the target is then as it was
   */
  public PlaceFileSummary finish() throws IOException {
    texts.flush();
    points.flush();
    var header = ByteBuffer.allocate(PlaceFormat.HEADER_BYTES).order(LITTLE_ENDIAN);
    header.put(PlaceFormat.magic()).putInt(PlaceFormat.VERSION).position(PlaceFormat.SECTIONS_AT);
    section(header, PlaceFormat.HEADER_BYTES);
    writePlacesAndTree(header);
    var begin = file.position();
    write(ByteBuffer.wrap(encoder.types().toBytes()));
    section(header, begin);
    begin = file.position();
    write(ByteBuffer.wrap(creditBytes()));
    section(header, begin);
    header.putLong(PlaceFormat.LENGTH_AT, file.size());
    header.putLong(PlaceFormat.PLACES_AT, encoder.count());
    header.putInt(PlaceFormat.CHECKSUM_AT, PlaceFile.checksum(file, header));
    file.position(0);
    write(header.clear());
    file.force(true);
    var summary = new PlaceFileSummary(encoder.count(), file.size(), encoder.typesLeftOut());
    file.close();
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
    return summary;
  }

  /** Notes a section that ends where the file does. */
  private void section(ByteBuffer header, long begin) throws IOException {
    header.putLong(begin).putLong(file.position() - begin);
  }

  private void writePlacesAndTree(ByteBuffer header) throws IOException {
    var begin = file.position();
    for (var sent = 0L; sent < spool.size(); ) {
      sent += spool.transferTo(sent, spool.size() - sent, file);
    }
    section(header, begin);
    var nodes = file.position();
    var left = PlaceTree.nodeBytes(encoder.count());
    // Written, so that a full disk is noticed here, and not by an access to memory.
    while (left > 0) {
      var count = (int) Math.min(left, BUFFER_BYTES);
      write(ByteBuffer.allocate(count));
      left -= count;
    }
    section(header, nodes);
    try (var arena = Arena.ofConfined()) {
      var mapped = file.map(MapMode.READ_WRITE, begin, file.position() - begin, arena);
      var tree = new PlaceTree(mapped.asSlice(0, nodes - begin), mapped.asSlice(nodes - begin));
      tree.sort();
      tree.describe(_ -> true);
      mapped.force();
    } catch (InternalError e) {
      throw new IOException("the disk failed while places were sorted", e);
    }
  }

  private byte[] creditBytes() {
    var bytes = new ByteArrayOutputStream();
    for (var credit : credits) {
      bytes.writeBytes(JsonBytes.utf8(credit));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Or else the file could have its old name after a power failure. */
  private void syncFolder() throws IOException {
    try (var folder = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Without {@link #finish} before: leaves the target as it was, and nothing else behind. */
  @Override
  public void close() throws IOException {
    spool.close();
    file.close();
    Files.deleteIfExists(unfinished);
  }
}
