package dev.proxyherd.near;

import dev.proxyherd.location.Coordinates;

/** Distances on a sphere of the earth's mean radius. */
final class Sphere {
  /** IUGG mean radius. */
  static final double RADIUS_METRES = 6_371_008.8;

  private Sphere() {}

  /**
   * Along the great circle, in metres. By the tangent, which is exact for points that are near each
   * other and for those on opposite sides, where sine and cosine are not.
   */
  static double distance(Coordinates one, Coordinates other) {
    var latitude = Math.toRadians(one.latitude());
    var otherLatitude = Math.toRadians(other.latitude());
    var across = Math.toRadians(other.longitude() - one.longitude());
    var halfAcross = Math.sin(across / 2);
    var east = Math.cos(otherLatitude) * Math.sin(across);
    var north =
        Math.sin(otherLatitude - latitude)
            + 2 * Math.sin(latitude) * Math.cos(otherLatitude) * halfAcross * halfAcross;
    var ahead =
        Math.cos(otherLatitude - latitude)
            - 2 * Math.cos(latitude) * Math.cos(otherLatitude) * halfAcross * halfAcross;
    return RADIUS_METRES * Math.atan2(Math.hypot(east, north), ahead);
  }
}
