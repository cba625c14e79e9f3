package dev.proxyherd.places.gazetteer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Reads the resource that {@code gazetteer/make} writes; the format is described there. */
final class GazetteerResource {
  private static final String RESOURCE = "/gazetteer/places.bin.gz";
  private static final byte[] MAGIC = "HERDGAZ2".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_BYTES = 64 << 20;

  private final ByteBuffer in;

  private GazetteerResource(byte[] unpacked) {
    in = ByteBuffer.wrap(unpacked);
  }

  /**
   * The built-in gazetteer's records.
   *
   * @throws IOException if the resource is missing, damaged, or of another format
   */
  static PlaceTable read() throws IOException {
    try (var file = GazetteerResource.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new FileNotFoundException("the resource " + RESOURCE + " is not in the jar");
      }
      return read(file);
    }
  }

  static PlaceTable read(InputStream packed) throws IOException {
    byte[] unpacked;
    try (var unpacker = new GZIPInputStream(packed, 1 << 16)) {
      unpacked = unpacker.readNBytes(MAX_BYTES);
    }
    try {
      return new GazetteerResource(unpacked).table();
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NegativeArraySizeException damage) {
      throw new IOException("the gazetteer's resource is damaged or of another format", damage);
    }
  }

  private PlaceTable table() {
    if (!ByteBuffer.wrap(bytes(MAGIC.length)).equals(ByteBuffer.wrap(MAGIC))) {
      throw new IllegalArgumentException("no gazetteer");
    }
    var regionCount = in.getInt();
    var count = in.getInt();
    var regionNameBytes = in.getInt();
    var nameBytes = in.getInt();
    var regionNames = TextColumn.of(bytes(regionNameBytes), regionCount);
    var names = TextColumn.of(bytes(nameBytes), count);
    var parents = new int[regionCount];
    for (var region = 0; region < regionCount; region++) {
      parents[region] = varint() - 1;
      if (parents[region] >= region) {
        throw new IllegalArgumentException("a region comes before the one around it");
      }
    }
    var regions = column(count);
    for (var region : regions) {
      if (region < 0 || region >= regionCount) {
        throw new IllegalArgumentException("a place lies in no region");
      }
    }
    var latitudes = column(count);
    var longitudes = column(count);
    var ids = new int[count];
    var kinds = new byte[count];
    var last = 0;
    for (var place = 0; place < count; place++) {
      kinds[place] = in.get();
      if (kinds[place] != PlaceTable.UNKNOWN) {
        last += zigzag();
        ids[place] = last;
      }
    }
    var populations = new int[count];
    for (var place = 0; place < count; place++) {
      populations[place] = kinds[place] == PlaceTable.UNKNOWN ? 0 : varint();
    }
    return new PlaceTable(
        names, latitudes, longitudes, ids, kinds, populations, regions, regionNames, parents);
  }

  /** A column of differences, summed up. */
  private int[] column(int count) {
    var column = new int[count];
    var last = 0;
    for (var index = 0; index < count; index++) {
      last += zigzag();
      column[index] = last;
    }
    return column;
  }

  private byte[] bytes(int count) {
    if (count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private int varint() {
    var value = 0;
    for (var shift = 0; shift < 35; shift += 7) {
      var next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number is longer than four bytes");
  }

  private int zigzag() {
    var value = varint();
    return (value >>> 1) ^ -(value & 1);
  }
}
