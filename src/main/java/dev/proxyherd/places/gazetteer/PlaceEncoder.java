package dev.proxyherd.places.gazetteer;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes places apart: into what is known of them, in the order in which they come, and the points
 * that the tree is made of.
 */
final class PlaceEncoder {
  /** Neighbours have their vicinity in common, and mostly come one after the other. */
  private static final int VICINITY_BITS = 14;

  /** Spreads hash codes over all bits; the upper ones are used. */
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final OutputStream texts;
  private final OutputStream points;
  private final TypeSets types = new TypeSets();
  private final ByteBuffer point =
      ByteBuffer.allocate(PlaceFormat.POINT_BYTES).order(LITTLE_ENDIAN);
  private final ByteBuffer head =
      ByteBuffer.allocate(PlaceFormat.TEXT_HEAD_BYTES).order(LITTLE_ENDIAN);
  private final @Nullable String[] vicinities = new String[1 << VICINITY_BITS];
  private final long[] vicinityTexts = new long[1 << VICINITY_BITS];
  private long textBytes;
  private int count;
  private long typesLeftOut;

  PlaceEncoder(OutputStream texts, OutputStream points) {
    this.texts = texts;
    this.points = points;
  }

  /** The combinations of types so far. */
  TypeSets types() {
    return types;
  }

  int count() {
    return count;
  }

  long typesLeftOut() {
    return typesLeftOut;
  }

  /**
   * Takes a place apart.
   *
   * @throws IOException if it cannot be written, or there are too many
   */
  void add(ImportedPlace place) throws IOException {
    if (count == PlaceFormat.MAX_PLACES) {
      throw new IOException("more than " + PlaceFormat.MAX_PLACES + " places");
    }
    var latitude = (int) Math.round(place.latitude() * PlaceFormat.DEGREE);
    var longitude = (int) Math.round(place.longitude() * PlaceFormat.DEGREE);
    var id = place.id().isEmpty() ? madeUp(place.name(), latitude, longitude) : place.id();
    var escapedId = JsonBytes.escaped(JsonBytes.utf8(id));
    var escapedName = JsonBytes.escaped(JsonBytes.utf8(place.name()));
    var typeSet = types.number(place.types());
    var vicinity = vicinity(place.vicinity());
    putPoint(
        point.clear(),
        latitude / PlaceFormat.DEGREE,
        longitude / PlaceFormat.DEGREE,
        place.prominence(),
        PlaceFormat.reference(textBytes, Math.max(typeSet, 0)));
    points.write(point.array());
    head.clear().putInt(latitude).putInt(longitude).putLong(vicinity);
    head.putShort((short) escapedId.length).putShort((short) escapedName.length);
    writeText(head.array());
    writeText(escapedId);
    writeText(escapedName);
    typesLeftOut += typeSet < 0 ? 1 : 0;
    count++;
  }

  /** Lasts while the place stays what it is called and where it is. */
  private static String madeUp(String name, int latitude, int longitude) {
    return hashId(name + '|' + latitude + '|' + longitude);
  }

  /** An id by FNV-1a. */
  static String hashId(String identity) {
    var hash = FNV_OFFSET;
    for (var at = 0; at < identity.length(); at++) {
      hash = (hash ^ identity.charAt(at)) * FNV_PRIME;
    }
    return "gazetteer:" + Long.toUnsignedString(hash, Character.MAX_RADIX);
  }

  /** A point of the tree; coordinates are in degrees. */
  static void putPoint(
      ByteBuffer points, double latitude, double longitude, double prominence, long reference) {
    for (var coordinate : Sphere.vector(latitude, longitude)) {
      points.putDouble(coordinate);
    }
    // Minus nought would come behind nought.
    points.putDouble(prominence + 0.0).putLong(reference);
  }

  /** Where the text is: written just now, or remembered. */
  private long vicinity(String vicinity) throws IOException {
    if (vicinity.isEmpty()) {
      return PlaceFormat.NO_VICINITY;
    }
    var slot = (vicinity.hashCode() * GOLDEN_RATIO) >>> (Integer.SIZE - VICINITY_BITS);
    if (!Objects.equals(vicinities[slot], vicinity)) {
      vicinities[slot] = vicinity;
      vicinityTexts[slot] = textBytes;
      var text = JsonBytes.escaped(JsonBytes.utf8(vicinity));
      var length = new byte[] {(byte) text.length, (byte) (text.length >> Byte.SIZE)};
      writeText(length);
      writeText(text);
    }
    return vicinityTexts[slot];
  }

  private void writeText(byte[] bytes) throws IOException {
    texts.write(bytes);
    textBytes += bytes.length;
  }
}
