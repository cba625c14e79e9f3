package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.Coordinates;
import java.util.Arrays;

/**
 * Finds the nearest of many points on the earth: a balanced 3-d tree over unit vectors, in arrays.
 *
 * <p>In space the poles and the 180th meridian are nothing special, so there are no special cases
 * to get wrong. The chord between two points grows with the arc between them, so ordering by chord
 * is ordering by exact great-circle distance (on a sphere of the earth's mean radius).
 */
final class PlaceTree {
  /** IUGG mean radius. */
  static final double EARTH_RADIUS_METRES = 6_371_008.8;

  private static final int LEAF = 8;

  /** x, y and z of all points, in the tree's order: the median of each range splits it. */
  private final double[][] axes;

  /** The points' numbers, in the tree's order. */
  private final int[] points;

  /** On which axis the median of a range splits it, at the median's place. */
  private final byte[] splits;

  /** Builds the tree in time n log n; coordinates are in 1e-5 degrees. */
  PlaceTree(int[] latitudes, int[] longitudes) {
    var count = latitudes.length;
    axes = new double[3][count];
    points = new int[count];
    splits = new byte[count];
    for (var point = 0; point < count; point++) {
      points[point] = point;
      var vector = vector(latitudes[point] / 1e5, longitudes[point] / 1e5);
      for (var axis = 0; axis < 3; axis++) {
        axes[axis][point] = vector[axis];
      }
    }
    build(0, count);
  }

  /**
   * The nearest points, nearest first, of equally near ones the lower number first.
   *
   * @return the points' numbers, no more than {@code bound}
   */
  int[] nearest(Coordinates center, double radiusMetres, int bound) {
    var search =
        new Search(
            vector(center.latitude(), center.longitude()), squaredChord(radiusMetres), bound);
    search.visit(0, points.length);
    return search.found();
  }

  private static double[] vector(double latitudeDegrees, double longitudeDegrees) {
    var latitude = Math.toRadians(latitudeDegrees);
    var longitude = Math.toRadians(longitudeDegrees);
    var ring = Math.cos(latitude);
    return new double[] {
      ring * Math.cos(longitude), ring * Math.sin(longitude), Math.sin(latitude)
    };
  }

  private static double squaredChord(double arcMetres) {
    var halfAngle = Math.min(arcMetres / EARTH_RADIUS_METRES, Math.PI) / 2;
    var chord = 2 * Math.sin(halfAngle);
    return chord * chord;
  }

  private void build(int from, int to) {
    if (to - from <= LEAF) {
      return;
    }
    var axis = widest(from, to);
    var middle = (from + to) >>> 1;
    select(axes[axis], from, to - 1, middle);
    splits[middle] = (byte) axis;
    build(from, middle);
    build(middle + 1, to);
  }

  private int widest(int from, int to) {
    var widest = 0;
    var width = -1.0;
    for (var axis = 0; axis < 3; axis++) {
      var low = Double.POSITIVE_INFINITY;
      var high = Double.NEGATIVE_INFINITY;
      for (var at = from; at < to; at++) {
        low = Math.min(low, axes[axis][at]);
        high = Math.max(high, axes[axis][at]);
      }
      if (high - low > width) {
        width = high - low;
        widest = axis;
      }
    }
    return widest;
  }

  /** Hoare's selection: brings the value that belongs at {@code wanted} there. */
  private void select(double[] values, int from, int to, int wanted) {
    var low = from;
    var high = to;
    while (low < high) {
      var pivot = values[(low + high) >>> 1];
      var up = low;
      var down = high;
      while (up <= down) {
        while (values[up] < pivot) {
          up++;
        }
        while (values[down] > pivot) {
          down--;
        }
        if (up <= down) {
          swap(up++, down--);
        }
      }
      if (wanted <= down) {
        high = down;
      } else if (wanted >= up) {
        low = up;
      } else {
        return;
      }
    }
  }

  private void swap(int one, int other) {
    for (var axis : axes) {
      var value = axis[one];
      axis[one] = axis[other];
      axis[other] = value;
    }
    var point = points[one];
    points[one] = points[other];
    points[other] = point;
  }

  /** One look-up: the best points so far, and how far a better one may be away. */
  private final class Search {
    private final double[] center;
    private final double[] distances;
    private final int[] best;
    private int size;
    private double limit;

    Search(double[] center, double squaredRadius, int bound) {
      this.center = center;
      limit = squaredRadius;
      distances = new double[bound];
      best = new int[bound];
    }

    void visit(int from, int to) {
      if (to - from <= LEAF) {
        for (var at = from; at < to; at++) {
          weigh(at);
        }
        return;
      }
      var middle = (from + to) >>> 1;
      var axis = splits[middle];
      var offset = center[axis] - axes[axis][middle];
      weigh(middle);
      if (offset < 0) {
        visit(from, middle);
      } else {
        visit(middle + 1, to);
      }
      // The far side cannot hold anything nearer than the plane between; equally near it can.
      if (offset * offset <= limit) {
        if (offset < 0) {
          visit(middle + 1, to);
        } else {
          visit(from, middle);
        }
      }
    }

    /** Insertion into a sorted array: for 20 places at most it beats a heap. */
    private void weigh(int at) {
      var x = axes[0][at] - center[0];
      var y = axes[1][at] - center[1];
      var z = axes[2][at] - center[2];
      var distance = x * x + y * y + z * z;
      if (distance > limit) {
        return;
      }
      var point = points[at];
      var slot = size;
      while (slot > 0 && comesBefore(distance, point, slot - 1)) {
        slot--;
      }
      if (slot == best.length) {
        return;
      }
      if (size < best.length) {
        size++;
      }
      System.arraycopy(distances, slot, distances, slot + 1, size - slot - 1);
      System.arraycopy(best, slot, best, slot + 1, size - slot - 1);
      distances[slot] = distance;
      best[slot] = point;
      if (size == best.length) {
        limit = distances[size - 1];
      }
    }

    private boolean comesBefore(double distance, int point, int slot) {
      return distance < distances[slot] || (distance == distances[slot] && point < best[slot]);
    }

    int[] found() {
      return Arrays.copyOf(best, size);
    }
  }
}
