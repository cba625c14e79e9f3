package dev.proxyherd.places.gazetteer;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Where what is in a file of places, and in memory; described in docs/reference/places-file.md. */
final class PlaceFormat {
  static final int VERSION = 1;

  /** The places' numbers are ints, with room to calculate. */
  static final int MAX_PLACES = 1_000_000_000;

  // The header. Sections are in it one after the other: where they begin, and how long they are.
  static final int HEADER_BYTES = 128;
  static final int VERSION_AT = 8;
  static final int CHECKSUM_AT = 12;
  static final int CHECKED_FROM = 16;
  static final int LENGTH_AT = 16;
  static final int PLACES_AT = 24;
  static final int SECTIONS_AT = 32;

  // A point, as the tree has it: x, y, z of its unit vector, how prominent it is, and what it is.
  static final int POINT_BYTES = 40;
  static final int POINT_PROMINENCE = 24;
  static final int POINT_REFERENCE = 32;
  private static final int TYPE_BITS = 16;

  // A node of the tree: the box around its points, and how prominent the most prominent is.
  static final int NODE_BYTES = 32;
  static final int NODE_HIGH = 12;
  static final int NODE_PROMINENCE = 24;

  // What is known of a place: coordinates in 1e-7 degrees, where its vicinity is, lengths of its id
  // and its name, and then these, as they stand in JSON. A vicinity is a length and a text.
  static final int TEXT_LONGITUDE = 4;
  static final int TEXT_VICINITY = 8;
  static final int TEXT_ID_LENGTH = 16;
  static final int TEXT_NAME_LENGTH = 18;
  static final int TEXT_HEAD_BYTES = 20;
  static final int LENGTH_BYTES = 2;
  static final long NO_VICINITY = -1;
  static final double DEGREE = 1e7;

  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PlaceFormat() {}

  static byte[] magic() {
    return "HERDPLCS".getBytes(StandardCharsets.US_ASCII);
  }

  /** What a point says of its place: where its text is, and which types it has. */
  static long reference(long text, int types) {
    return (text << TYPE_BITS) | types;
  }

  static long textOf(long reference) {
    return reference >>> TYPE_BITS;
  }

  static int typesOf(long reference) {
    return (int) reference & ((1 << TYPE_BITS) - 1);
  }
}
