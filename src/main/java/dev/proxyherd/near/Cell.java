package dev.proxyherd.near;

import org.jspecify.annotations.Nullable;

/**
 * A part of the earth between two parallels and two meridians, which halving the whole again and
 * again has come to. Each half is again halved where it is longer, so that cells are about square,
 * at the poles too. What is smaller than a metre is divided by the clients' ids instead: any number
 * of clients may be at one spot.
 *
 * <p>Positions are in 2<sup>-32</sup> of all latitudes or longitudes, as unsigned numbers, from the
 * south pole and from the 180th meridian on. A cell is given by the first bits of what is in it.
 */
abstract sealed class Cell permits Leaf, Fork {
  /** What a cell is halved by. */
  enum Axis {
    LATITUDE,
    LONGITUDE,
    ID
  }

  private static final double UNITS = 0x1p32;
  private static final double SMALLEST_METRES = 1;

  /**
   * What distances to cells may be too great by, and more: positions are in units, of less than a
   * centimetre, and the arithmetic has its errors.
   */
  private static final double TOLERANCE_METRES = 0.25;

  private final int latitude;
  private final int longitude;
  private final byte latitudeBits;
  private final byte longitudeBits;
  private final byte idBits;
  @Nullable Fork parent;

  /** The whole earth. */
  Cell() {
    latitude = 0;
    longitude = 0;
    latitudeBits = 0;
    longitudeBits = 0;
    idBits = 0;
  }

  /** The same place as another's. */
  Cell(Cell other) {
    latitude = other.latitude;
    longitude = other.longitude;
    latitudeBits = other.latitudeBits;
    longitudeBits = other.longitudeBits;
    idBits = other.idBits;
    parent = other.parent;
  }

  /**
   * One half of another.
   *
   * @param side 0 for the lower half, 1 for the upper one
   */
  Cell(Fork parent, int side) {
    Cell whole = parent;
    var axis = parent.axis();
    this.parent = parent;
    latitude = whole.latitude | (axis == Axis.LATITUDE ? side << (31 - whole.latitudeBits) : 0);
    longitude = whole.longitude | (axis == Axis.LONGITUDE ? side << (31 - whole.longitudeBits) : 0);
    latitudeBits = (byte) (whole.latitudeBits + (axis == Axis.LATITUDE ? 1 : 0));
    longitudeBits = (byte) (whole.longitudeBits + (axis == Axis.LONGITUDE ? 1 : 0));
    idBits = (byte) (whole.idBits + (axis == Axis.ID ? 1 : 0));
  }

  /** A latitude in units. */
  static int latitude(double degrees) {
    return (int) Math.min((long) UNITS - 1, (long) ((degrees + 90) / 180 * UNITS));
  }

  /** A longitude in units; those of +180 and -180 degrees are the same. */
  static int longitude(double degrees) {
    return (int) (long) ((degrees + 180) / 360 * UNITS);
  }

  /** Whether a position is in it, whatever the client's id. */
  final boolean contains(int otherLatitude, int otherLongitude) {
    return ((latitude ^ otherLatitude) & mask(latitudeBits)) == 0
        && ((longitude ^ otherLongitude) & mask(longitudeBits)) == 0;
  }

  private static int mask(int bits) {
    return bits == 0 ? 0 : -1 << (Integer.SIZE - bits);
  }

  /** In which half a client of this cell is. */
  final int side(Axis axis, int otherLatitude, int otherLongitude, long id) {
    return switch (axis) {
      case LATITUDE -> (otherLatitude >>> (31 - latitudeBits)) & 1;
      case LONGITUDE -> (otherLongitude >>> (31 - longitudeBits)) & 1;
      case ID -> (int) (id >>> (63 - idBits)) & 1;
    };
  }

  /** What it is to be halved by. */
  final Axis longestAxis() {
    var widest = Math.max(0, Math.max(south(), -north()));
    var height = north() - south();
    var width = width() * Math.cos(widest);
    if (Math.max(height, width) * Sphere.RADIUS_METRES < SMALLEST_METRES) {
      return Axis.ID;
    }
    return width > height ? Axis.LONGITUDE : Axis.LATITUDE;
  }

  /** From a point, in radians, to the nearest one in it, in metres; rather too little. */
  final double distance(double fromLatitude, double fromLongitude) {
    var west = Integer.toUnsignedLong(longitude) / UNITS * 2 * Math.PI - Math.PI;
    return Sphere.distanceToArea(fromLatitude, fromLongitude, south(), north(), west, width())
        - TOLERANCE_METRES;
  }

  private double south() {
    return Integer.toUnsignedLong(latitude) / UNITS * Math.PI - Math.PI / 2;
  }

  private double north() {
    return south() + Math.PI / (1L << latitudeBits);
  }

  private double width() {
    return 2 * Math.PI / (1L << longitudeBits);
  }
}
