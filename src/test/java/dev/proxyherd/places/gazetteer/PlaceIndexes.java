package dev.proxyherd.places.gazetteer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes files of places, and looks into what became of them. */
final class PlaceIndexes {
  private PlaceIndexes() {}

  static void write(Path file, List<ImportedPlace> places) throws IOException {
    try (var writer = PlaceFileWriter.create(file, List.of("credit"))) {
      for (var place : places) {
        writer.add(place);
      }
      writer.finish();
    }
  }

  /** The file with a checksum and a length that are right, whatever else is in it. */
  static Path sealed(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var header = ByteBuffer.allocate(PlaceFormat.HEADER_BYTES).order(LITTLE_ENDIAN);
      channel.read(header, 0);
      header.putInt(PlaceFormat.CHECKSUM_AT, PlaceFile.checksum(channel, header));
      channel.write(header.clear(), 0);
    }
    return file;
  }

  /** The name as it is in the index: as in JSON, without quotes. */
  static String name(PlaceIndex index, int place) {
    var name = new JsonBytes(0);
    index.texts().name(name, PlaceFormat.textOf(index.reference(place)));
    return name.toByteString().toString();
  }
}
