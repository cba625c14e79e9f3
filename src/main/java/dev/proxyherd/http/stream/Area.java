package dev.proxyherd.http.stream;

import dev.proxyherd.location.Coordinates;

/** A part of the earth. Edges are inside. */
sealed interface Area {
  boolean contains(Spot spot);

  /** All within a distance of a point, along great circles. */
  final class Circle implements Area {
    /** IUGG mean radius, in metres. */
    private static final double EARTH_RADIUS = 6_371_008.8;

    /** The square of a sphere's diameter: nothing is farther away. */
    private static final double WHOLE = 4;

    private final Spot center;
    private final double squaredChord;

    Circle(Coordinates center, double radiusMetres) {
      this.center = new Spot(center);
      var half = radiusMetres / EARTH_RADIUS / 2;
      var chord = 2 * Math.sin(Math.min(half, Math.PI / 2));
      squaredChord = half >= Math.PI / 2 ? WHOLE + 1 : chord * chord;
    }

    @Override
    public boolean contains(Spot spot) {
      return center.squaredChord(spot) <= squaredChord;
    }
  }

  /**
   * All between two parallels and two meridians, in degrees.
   *
   * @param west where it begins; it goes eastwards from there, over the date line where that is
   *     greater than {@code east}
   */
  record Box(double south, double west, double north, double east) implements Area {
    private static final double POLE = 90;
    private static final double DATE_LINE = 180;

    @Override
    public boolean contains(Spot spot) {
      if (spot.latitude < south || spot.latitude > north) {
        return false;
      }
      // At a pole all meridians meet; 180 and -180 are the same one.
      return Math.abs(spot.latitude) == POLE
          || hasMeridian(spot.longitude)
          || (Math.abs(spot.longitude) == DATE_LINE && hasMeridian(-spot.longitude));
    }

    private boolean hasMeridian(double longitude) {
      return west <= east
          ? west <= longitude && longitude <= east
          : longitude >= west || longitude <= east;
    }
  }
}
