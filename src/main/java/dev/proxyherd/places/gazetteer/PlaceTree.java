package dev.proxyherd.places.gazetteer;

import static dev.proxyherd.places.gazetteer.PlaceFormat.DOUBLE;
import static dev.proxyherd.places.gazetteer.PlaceFormat.FLOAT;
import static dev.proxyherd.places.gazetteer.PlaceFormat.LONG;
import static dev.proxyherd.places.gazetteer.PlaceFormat.NODE_BYTES;
import static dev.proxyherd.places.gazetteer.PlaceFormat.NODE_HIGH;
import static dev.proxyherd.places.gazetteer.PlaceFormat.NODE_PROMINENCE;
import static dev.proxyherd.places.gazetteer.PlaceFormat.POINT_BYTES;
import static dev.proxyherd.places.gazetteer.PlaceFormat.POINT_PROMINENCE;
import static dev.proxyherd.places.gazetteer.PlaceFormat.POINT_REFERENCE;

import java.lang.foreign.MemorySegment;
import java.util.function.IntPredicate;

/**
 * A balanced k-d tree over unit vectors, without a pointer: a range of points is halved at the
 * median of the axis on which it is widest, until no more than {@value #LEAF} are left.
 *
 * <p>Nodes are numbered as in a binary heap: the root is 1, the children of a node are twice its
 * number and that plus one, and all leaves are on one level. Which points are a node's follows from
 * its number. It says in which box they lie and how prominent the most prominent is, so that a
 * search knows what it need not look at.
 */
final class PlaceTree {
  private static final int LEAF = 16;
  private static final int AXES = 3;

  /** Knuth's multiplier: pivots are to be anywhere, but in every run at the same place. */
  private static final long MIX = 6364136223846793005L;

  private final MemorySegment points;
  private final MemorySegment nodes;
  private final int count;
  private final int levels;

  /**
   * @param points so many times {@link PlaceFormat#POINT_BYTES}
   * @param nodes {@link #nodeBytes} of them
   */
  PlaceTree(MemorySegment points, MemorySegment nodes) {
    this.points = points;
    this.nodes = nodes;
    count = Math.toIntExact(points.byteSize() / POINT_BYTES);
    levels = levels(count);
  }

  /** How many levels of nodes there are above the leaves. */
  static int levels(int count) {
    var levels = 0;
    while (count > (long) LEAF << levels) {
      levels++;
    }
    return levels;
  }

  static long nodeBytes(int count) {
    return (long) NODE_BYTES << (levels(count) + 1);
  }

  /** The first point of the node of that number on that level; the last is before the next's. */
  static int first(long node, int level, int count) {
    return (int) (((node - (1L << level)) * count) >> level);
  }

  /** Brings the points into the tree's order, in place and in time n log n. */
  void sort() {
    sort(1, 0);
  }

  private void sort(long node, int level) {
    var from = first(node, level, count);
    var to = first(node + 1, level, count);
    if (level == levels) {
      sortLeaf(from, to);
      return;
    }
    select(8L * widest(from, to), from, to - 1, first(2 * node + 1, level + 1, count));
    sort(2 * node, level + 1);
    sort(2 * node + 1, level + 1);
  }

  /** In the order in which places were added: those at one spot then are so in the whole tree. */
  private void sortLeaf(int from, int to) {
    for (var end = from + 1; end < to; end++) {
      for (var at = end; at > from && reference(at) < reference(at - 1); at--) {
        swap(at, at - 1);
      }
    }
  }

  private int widest(int from, int to) {
    var widest = 0;
    var width = -1.0;
    for (var axis = 0; axis < AXES; axis++) {
      var low = Double.POSITIVE_INFINITY;
      var high = Double.NEGATIVE_INFINITY;
      for (var at = from; at < to; at++) {
        var value = value(at, 8L * axis);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      if (high - low > width) {
        width = high - low;
        widest = axis;
      }
    }
    return widest;
  }

  /** Hoare's selection: brings the point that belongs at {@code wanted} there. */
  private void select(long axis, int from, int to, int wanted) {
    var low = from;
    var high = to;
    var random = 1L;
    while (low < high) {
      random = random * MIX + 1;
      var chosen = low + (int) Long.remainderUnsigned(random >>> Integer.SIZE, high - low + 1L);
      var pivot = value(chosen, axis);
      var pivotReference = reference(chosen);
      var up = low;
      var down = high;
      while (up <= down) {
        while (isBefore(up, axis, pivot, pivotReference)) {
          up++;
        }
        while (isAfter(down, axis, pivot, pivotReference)) {
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

  private boolean isBefore(int at, long axis, double pivot, long pivotReference) {
    var value = value(at, axis);
    return value < pivot || (value == pivot && reference(at) < pivotReference);
  }

  private boolean isAfter(int at, long axis, double pivot, long pivotReference) {
    var value = value(at, axis);
    return value > pivot || (value == pivot && reference(at) > pivotReference);
  }

  private double value(int at, long axis) {
    return points.get(DOUBLE, (long) at * POINT_BYTES + axis);
  }

  private long reference(int at) {
    return points.get(LONG, (long) at * POINT_BYTES + POINT_REFERENCE);
  }

  private void swap(int one, int other) {
    var first = (long) one * POINT_BYTES;
    var second = (long) other * POINT_BYTES;
    for (var at = 0; at < POINT_BYTES; at += Long.BYTES) {
      var value = points.get(LONG, first + at);
      points.set(LONG, first + at, points.get(LONG, second + at));
      points.set(LONG, second + at, value);
    }
  }

  /**
   * Says of all nodes what they hold.
   *
   * @param types which combinations of types count; a node without such points is empty
   */
  void describe(IntPredicate types) {
    var leaves = 1L << levels;
    for (var leaf = leaves; leaf < 2 * leaves; leaf++) {
      describeLeaf(leaf, types);
    }
    for (var node = leaves - 1; node > 0; node--) {
      var left = 2 * node * NODE_BYTES;
      var right = left + NODE_BYTES;
      for (var axis = 0L; axis < NODE_HIGH; axis += Float.BYTES) {
        setBox(
            node,
            axis,
            Math.min(nodes.get(FLOAT, left + axis), nodes.get(FLOAT, right + axis)),
            Math.max(
                nodes.get(FLOAT, left + NODE_HIGH + axis),
                nodes.get(FLOAT, right + NODE_HIGH + axis)));
      }
      setProminence(
          node,
          Math.max(
              nodes.get(DOUBLE, left + NODE_PROMINENCE),
              nodes.get(DOUBLE, right + NODE_PROMINENCE)));
    }
  }

  private void describeLeaf(long leaf, IntPredicate types) {
    var from = first(leaf, levels, count);
    var to = first(leaf + 1, levels, count);
    var prominence = Double.NEGATIVE_INFINITY;
    for (var axis = 0; axis < AXES; axis++) {
      var low = Double.POSITIVE_INFINITY;
      var high = Double.NEGATIVE_INFINITY;
      for (var at = from; at < to; at++) {
        if (types.test(PlaceFormat.typesOf(reference(at)))) {
          var value = value(at, 8L * axis);
          low = Math.min(low, value);
          high = Math.max(high, value);
          prominence = Math.max(prominence, value(at, POINT_PROMINENCE));
        }
      }
      setBox(leaf, (long) Float.BYTES * axis, floor(low), ceiling(high));
    }
    setProminence(leaf, prominence);
  }

  private void setBox(long node, long axis, float low, float high) {
    nodes.set(FLOAT, node * NODE_BYTES + axis, low);
    nodes.set(FLOAT, node * NODE_BYTES + NODE_HIGH + axis, high);
  }

  private void setProminence(long node, double prominence) {
    nodes.set(DOUBLE, node * NODE_BYTES + NODE_PROMINENCE, prominence);
  }

  /** Never more than the value: a box may be too large, but not too small. */
  private static float floor(double value) {
    var near = (float) value;
    return near > value ? Math.nextDown(near) : near;
  }

  private static float ceiling(double value) {
    return -floor(-value);
  }
}
