package dev.proxyherd.places.gazetteer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Opens what {@link PlaceFileWriter} has written, and nothing else. */
final class PlaceFile {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;

  private PlaceFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** The file cannot be used. The message names it, and says why and what to do. */
  static final class UnusableException extends IOException {
    private UnusableException(Path path, String reason) {
      super(path + " " + reason);
    }
  }

  /**
   * Looks at how long the file is and how it begins: enough to tell that it is another file, one of
   * another version, or was not written to its end.
   *
   * @throws IOException if it cannot be used or read
   */
  static void checkHeader(Path path) throws IOException {
    try (var channel = channel(path)) {
      new PlaceFile(path, channel).header();
    }
  }

  /**
   * Checks every byte of the file, and maps it into memory.
   *
   * @param types which places are asked for; empty for all
   * @throws IOException if it cannot be used or read
   */
  static PlaceIndex open(Path path, List<String> types) throws IOException {
    try (var channel = channel(path)) {
      return new PlaceFile(path, channel).open(types);
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    try {
      if (Files.isDirectory(path)) {
        throw new UnusableException(path, "is a folder, and not a file of places");
      }
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new UnusableException(path, "is not there");
    }
  }

  private ByteBuffer header() throws IOException {
    var header = ByteBuffer.allocate(PlaceFormat.HEADER_BYTES).order(LITTLE_ENDIAN);
    while (header.hasRemaining() && channel.read(header, header.position()) > 0) {}
    var magic = PlaceFormat.magic();
    if (!header.slice(0, magic.length).equals(ByteBuffer.wrap(magic))) {
      throw unusable(
          "is not a file of places: such are made by ./herd places import, and not by hand");
    }
    var version = header.getInt(PlaceFormat.VERSION_AT);
    if (version != PlaceFormat.VERSION) {
      throw unusable(
          "is of format %d, and this member reads format %d: import the places again"
              .formatted(version, PlaceFormat.VERSION));
    }
    var length = header.getLong(PlaceFormat.LENGTH_AT);
    if (header.hasRemaining() || channel.size() != length) {
      throw unusable(
          "was not written to its end: it has %d bytes of %d. Copy it under another name, and"
                  .formatted(channel.size(), length)
              + " rename it when it is whole");
    }
    return header.clear();
  }

  private PlaceIndex open(List<String> types) throws IOException {
    var header = header();
    if (checksum(channel, header) != header.getInt(PlaceFormat.CHECKSUM_AT)) {
      throw unusable("is damaged: its checksum is another. Copy it, or import the places, again");
    }
    var arena = Arena.ofShared();
    try {
      var parts = parts(header, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
      return new PlaceIndex(parts, types, arena);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      arena.close();
      throw unusable("does not hold together (" + e.getMessage() + "): import the places again");
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  private static PlaceIndex.Parts parts(ByteBuffer header, MemorySegment file) {
    header.position(PlaceFormat.SECTIONS_AT);
    var texts = new FileTexts(section(header, file));
    var points = section(header, file);
    var nodes = section(header, file);
    var types = section(header, file).toArray(ValueLayout.JAVA_BYTE);
    var credits = section(header, file).toArray(ValueLayout.JAVA_BYTE);
    var places = header.getLong(PlaceFormat.PLACES_AT);
    if (places < 0
        || places > PlaceFormat.MAX_PLACES
        || points.byteSize() != places * PlaceFormat.POINT_BYTES
        || nodes.byteSize() != PlaceTree.nodeBytes((int) places)) {
      throw new IllegalArgumentException("its tree is not one of " + places + " places");
    }
    var sets = TypeSets.of(types);
    new PlaceFileCheck(points, texts, sets).run();
    return new PlaceIndex.Parts(texts, points, nodes, sets, credits(credits));
  }

  private static MemorySegment section(ByteBuffer header, MemorySegment file) {
    return file.asSlice(header.getLong(), header.getLong());
  }

  private static List<String> credits(byte[] bytes) {
    var credits = new ArrayList<String>();
    var begin = 0;
    for (var at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        credits.add(new String(bytes, begin, at - begin, StandardCharsets.UTF_8));
        begin = at + 1;
      }
    }
    return credits;
  }

  /**
   * CRC-32C over everything behind the checksum. Read, not mapped: where the file is cut off
   * meanwhile, reading ends, and what goes over memory in machine code would end the process.
   */
  static int checksum(FileChannel file, ByteBuffer header) throws IOException {
    var checksum = new CRC32C();
    var from = PlaceFormat.CHECKED_FROM;
    checksum.update(header.slice(from, PlaceFormat.HEADER_BYTES - from));
    var buffer = ByteBuffer.allocate(BUFFER_BYTES);
    var position = (long) PlaceFormat.HEADER_BYTES;
    for (int count; (count = file.read(buffer.clear(), position)) > 0; position += count) {
      checksum.update(buffer.flip());
    }
    return (int) checksum.getValue();
  }

  private UnusableException unusable(String reason) {
    return new UnusableException(path, reason);
  }
}
