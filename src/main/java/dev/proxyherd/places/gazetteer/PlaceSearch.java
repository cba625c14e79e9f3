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

/**
 * One look-up: branch and bound. Of two halves the better one is looked at first, and nothing that
 * cannot hold a better place than the worst of those found so far.
 *
 * <p>What is better has no ties: of equally good places the one that comes first in the tree, which
 * of those at one spot is the one that was added first.
 */
final class PlaceSearch {
  private final PlaceIndex index;
  private final MemorySegment points;
  private final MemorySegment nodes;
  private final int count;
  private final int levels;
  private final boolean byProminence;
  private final double x;
  private final double y;
  private final double z;

  // The best so far, best first. Of both keys less is better, and the second is for ties.
  private final int[] best;
  private final double[] keys;
  private final double[] secondKeys;
  private int size;
  private int visited;

  /** How far away a place may be: as far as the worst of enough that are near. */
  private double limit;

  /**
   * @param center a unit vector
   * @param squaredRadius of the chord
   * @param bound at most how many places, from 1
   */
  PlaceSearch(PlaceIndex index, Rank rank, double[] center, double squaredRadius, int bound) {
    this.index = index;
    points = index.points();
    nodes = index.nodes();
    count = index.size();
    levels = PlaceTree.levels(count);
    byProminence = rank == Rank.PROMINENCE;
    x = center[0];
    y = center[1];
    z = center[2];
    limit = squaredRadius;
    best = new int[bound];
    keys = new double[bound];
    secondKeys = new double[bound];
  }

  PlaceSearch run() {
    if (mayHold(1, 0, distance(1))) {
      visit(1, 0);
    }
    return this;
  }

  /** How many places were found. */
  int size() {
    return size;
  }

  /** The place of that rank, from 0. */
  int place(int rank) {
    return best[rank];
  }

  /** How far away it is. */
  double metres(int rank) {
    return Sphere.arcMetres((byProminence ? secondKeys : keys)[rank]);
  }

  /** How many places were looked at. */
  int visited() {
    return visited;
  }

  private void visit(long node, int level) {
    if (level == levels) {
      weighAll(PlaceTree.first(node, level, count), PlaceTree.first(node + 1, level, count));
      return;
    }
    var left = 2 * node;
    var right = left + 1;
    var leftDistance = distance(left);
    var rightDistance = distance(right);
    var rightFirst = rightDistance < leftDistance;
    if (byProminence && prominence(left) != prominence(right)) {
      rightFirst = prominence(right) > prominence(left);
    }
    if (rightFirst && mayHold(right, level + 1, rightDistance)) {
      visit(right, level + 1);
    }
    if (mayHold(left, level + 1, leftDistance)) {
      visit(left, level + 1);
    }
    if (!rightFirst && mayHold(right, level + 1, rightDistance)) {
      visit(right, level + 1);
    }
  }

  /** Whether the node may have a point that belongs to the best. */
  private boolean mayHold(long node, int level, double distance) {
    // An empty node is infinitely far away.
    if (distance > limit || size < best.length || (!byProminence && distance < limit)) {
      return distance <= limit;
    }
    var first = PlaceTree.first(node, level, count);
    var lightness = -prominence(node);
    return byProminence
        ? comesBefore(lightness, distance, first, size - 1)
        : comesBefore(distance, lightness, first, size - 1);
  }

  private double distance(long node) {
    var at = node * NODE_BYTES;
    var dx = outside(x, at);
    var dy = outside(y, at + Float.BYTES);
    var dz = outside(z, at + 2 * Float.BYTES);
    return dx * dx + dy * dy + dz * dz;
  }

  /** How far a coordinate is outside of what a box has on that axis. */
  private double outside(double value, long at) {
    return Math.max(
        0, Math.max(nodes.get(FLOAT, at) - value, value - nodes.get(FLOAT, at + NODE_HIGH)));
  }

  private double prominence(long node) {
    return nodes.get(DOUBLE, node * NODE_BYTES + NODE_PROMINENCE);
  }

  private void weighAll(int from, int to) {
    visited += to - from;
    for (var place = from; place < to; place++) {
      var at = (long) place * POINT_BYTES;
      var dx = points.get(DOUBLE, at) - x;
      var dy = points.get(DOUBLE, at + Double.BYTES) - y;
      var dz = points.get(DOUBLE, at + 2 * Double.BYTES) - z;
      var distance = dx * dx + dy * dy + dz * dz;
      if (distance <= limit && index.isWanted(points.get(LONG, at + POINT_REFERENCE))) {
        var lightness = -points.get(DOUBLE, at + POINT_PROMINENCE);
        if (byProminence) {
          insert(place, lightness, distance);
        } else {
          insert(place, distance, lightness);
        }
      }
    }
  }

  /** Into a sorted array: for 20 places at most it beats a heap. */
  private void insert(int place, double key, double secondKey) {
    var slot = size;
    while (slot > 0 && comesBefore(key, secondKey, place, slot - 1)) {
      slot--;
    }
    if (slot == best.length) {
      return;
    }
    if (size < best.length) {
      size++;
    }
    var behind = size - slot - 1;
    System.arraycopy(best, slot, best, slot + 1, behind);
    System.arraycopy(keys, slot, keys, slot + 1, behind);
    System.arraycopy(secondKeys, slot, secondKeys, slot + 1, behind);
    best[slot] = place;
    keys[slot] = key;
    secondKeys[slot] = secondKey;
    if (size == best.length && !byProminence) {
      limit = keys[size - 1];
    }
  }

  private boolean comesBefore(double key, double secondKey, int place, int slot) {
    return key < keys[slot]
        || (key == keys[slot]
            && (secondKey < secondKeys[slot]
                || (secondKey == secondKeys[slot] && place < best[slot])));
  }
}
