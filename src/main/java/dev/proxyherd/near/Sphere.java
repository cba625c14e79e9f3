package dev.proxyherd.near;

import dev.proxyherd.location.Coordinates;

/** Distances on a sphere of the earth's mean radius. Angles are in radians. */
final class Sphere {
  /** IUGG mean radius. */
  static final double RADIUS_METRES = 6_371_008.8;

  private static final double TURN = 2 * Math.PI;

  private Sphere() {}

  /**
   * Along the great circle, in metres. By the tangent, which is exact for points that are near each
   * other and for those on opposite sides, where the sine or the cosine is not.
   */
  static double distance(Coordinates one, Coordinates other) {
    var latitude = Math.toRadians(one.latitude());
    var otherLatitude = Math.toRadians(other.latitude());
    var apart = Math.toRadians(other.longitude() - one.longitude());
    var half = Math.sin(apart / 2);
    var turned = 2 * Math.cos(otherLatitude) * half * half;
    var east = Math.cos(otherLatitude) * Math.sin(apart);
    var north = Math.sin(otherLatitude - latitude) + Math.sin(latitude) * turned;
    var ahead = Math.cos(otherLatitude - latitude) - Math.cos(latitude) * turned;
    return RADIUS_METRES * Math.atan2(Math.sqrt(east * east + north * north), ahead);
  }

  /**
   * From a point to the nearest one between two parallels and two meridians, in metres; some
   * centimetres off for what is on the other side of the earth.
   *
   * <p>Between the meridians, that is on the point's own meridian. Else it is on the nearer one of
   * the two: where the great circle meets it that is at right angles to it, if that is between the
   * parallels, or in a corner.
   *
   * @param west of the area, which goes eastwards from there
   * @param width how far it goes, up to a whole turn
   */
  static double distanceToArea(
      double latitude, double longitude, double south, double north, double west, double width) {
    var beyondWest = ((longitude - west) % TURN + TURN) % TURN;
    if (beyondWest <= width) {
      return RADIUS_METRES * Math.max(0, Math.max(south - latitude, latitude - north));
    }
    var apart = Math.min(beyondWest - width, TURN - beyondWest);
    var foot = Math.atan2(Math.sin(latitude), Math.cos(latitude) * Math.cos(apart));
    var haversine =
        south <= foot && foot <= north
            ? ofFoot(latitude, apart)
            : Math.min(haversine(latitude, south, apart), haversine(latitude, north, apart));
    return RADIUS_METRES * 2 * Math.asin(Math.sqrt(Math.min(1, haversine)));
  }

  private static double haversine(double latitude, double otherLatitude, double apart) {
    var up = Math.sin((otherLatitude - latitude) / 2);
    var across = Math.sin(apart / 2);
    return up * up + Math.cos(latitude) * Math.cos(otherLatitude) * across * across;
  }

  /** Of the way at right angles to a meridian, whose sine is that of the difference scaled. */
  private static double ofFoot(double latitude, double apart) {
    var sine = Math.cos(latitude) * Math.sin(apart);
    return sine * sine / (2 * (1 + Math.sqrt(1 - sine * sine)));
  }
}
