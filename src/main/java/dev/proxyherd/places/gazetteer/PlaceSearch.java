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

  // The best so far, best first.
  private final int[] best;
  private final double[] distances;
  private final double[] prominences;
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
    distances = new double[bound];
    prominences = new double[bound];
  }

  PlaceSearch run() {
    var distance = distance(1);
    var prominence = prominence(1);
    if (mayHold(1, 0, distance, prominence)) {
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
    return Sphere.arcMetres(distances[rank]);
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
    var leftDistance = distance(left);
    var leftProminence = prominence(left);
    var right = left + 1;
    var rightDistance = distance(right);
    var rightProminence = prominence(right);
    var rightFirst = rightDistance < leftDistance;
    if (byProminence && leftProminence != rightProminence) {
      rightFirst = rightProminence > leftProminence;
    }
    if (rightFirst && mayHold(right, level + 1, rightDistance, rightProminence)) {
      visit(right, level + 1);
    }
    if (mayHold(left, level + 1, leftDistance, leftProminence)) {
      visit(left, level + 1);
    }
    if (!rightFirst && mayHold(right, level + 1, rightDistance, rightProminence)) {
      visit(right, level + 1);
    }
  }

  /** Whether the node may have a point that belongs to the best. */
  private boolean mayHold(long node, int level, double distance, double prominence) {
    // An empty node is infinitely far away.
    return distance <= limit
        && (size < best.length
            || comesBefore(distance, prominence, PlaceTree.first(node, level, count), size - 1));
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
        insert(place, distance, points.get(DOUBLE, at + POINT_PROMINENCE));
      }
    }
  }

  /** Into a sorted array: for 20 places at most it beats a heap. */
  private void insert(int place, double distance, double prominence) {
    var slot = size;
    while (slot > 0 && comesBefore(distance, prominence, place, slot - 1)) {
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
    System.arraycopy(distances, slot, distances, slot + 1, behind);
    System.arraycopy(prominences, slot, prominences, slot + 1, behind);
    best[slot] = place;
    distances[slot] = distance;
    prominences[slot] = prominence;
    if (size == best.length && !byProminence) {
      limit = distances[size - 1];
    }
  }

  private boolean comesBefore(double distance, double prominence, int place, int slot) {
    var byDistance = Double.compare(distance, distances[slot]);
    var byWeight = Double.compare(prominences[slot], prominence);
    var order = byProminence ? byWeight : byDistance;
    if (order == 0) {
      order = byProminence ? byDistance : byWeight;
    }
    return order < 0 || (order == 0 && place < best[slot]);
  }
}
