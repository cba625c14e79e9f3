package dev.proxyherd.places.gazetteer;

/**
 * The earth as a sphere of its mean radius, and points on it as unit vectors.
 *
 * <p>In space the poles and the 180th meridian are nothing special, so there are no special cases
 * to get wrong. The chord between two points grows with the arc between them, so ordering by chord
 * is ordering by exact great-circle distance.
 */
final class Sphere {
  /** IUGG mean radius. */
  static final double EARTH_RADIUS_METRES = 6_371_008.8;

  private Sphere() {}

  /** x, y and z. */
  static double[] vector(double latitudeDegrees, double longitudeDegrees) {
    var latitude = Math.toRadians(latitudeDegrees);
    var longitude = Math.toRadians(longitudeDegrees);
    var ring = Math.cos(latitude);
    return new double[] {
      ring * Math.cos(longitude), ring * Math.sin(longitude), Math.sin(latitude)
    };
  }

  static double squaredChord(double arcMetres) {
    var halfAngle = Math.min(arcMetres / EARTH_RADIUS_METRES, Math.PI) / 2;
    var chord = 2 * Math.sin(halfAngle);
    return chord * chord;
  }

  static double arcMetres(double squaredChord) {
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(Math.sqrt(squaredChord) / 2, 1));
  }
}
