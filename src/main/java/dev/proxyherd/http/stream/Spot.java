package dev.proxyherd.http.stream;

import dev.proxyherd.location.Coordinates;

/**
 * A point as areas look at it: by its degrees, and as a place on a sphere of radius 1, so that many
 * circles cost a few multiplications each.
 */
final class Spot {
  final double latitude;
  final double longitude;
  private final double x;
  private final double y;
  private final double z;

  Spot(Coordinates at) {
    latitude = at.latitude();
    longitude = at.longitude();
    var north = Math.toRadians(latitude);
    var east = Math.toRadians(longitude);
    x = Math.cos(north) * Math.cos(east);
    y = Math.cos(north) * Math.sin(east);
    z = Math.sin(north);
  }

  /** The square of the way between two, straight through the sphere. */
  double squaredChord(Spot other) {
    var dx = x - other.x;
    var dy = y - other.y;
    var dz = z - other.z;
    return dx * dx + dy * dy + dz * dz;
  }
}
