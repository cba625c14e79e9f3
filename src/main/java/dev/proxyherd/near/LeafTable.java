package dev.proxyherd.near;

import org.jspecify.annotations.Nullable;

/**
 * Finds the leaf that a client is in by the client's id: an open hash table, which is as large as
 * it has to be. Ids are hashes already, of which some bits are kept; which client is meant says the
 * leaf, which has all of them.
 */
final class LeafTable {
  private static final int MIN_PLACES = 64;

  private int[] hashes;
  private @Nullable Leaf[] leaves;
  private int size;

  /**
   * @param clients how many are expected
   */
  LeafTable(int clients) {
    var places = Math.max(MIN_PLACES, clients + clients / 3);
    hashes = new int[places];
    leaves = new Leaf[places];
  }

  int size() {
    return size;
  }

  @Nullable Leaf find(long id) {
    var hash = (int) id;
    for (var i = home(hash); ; i = next(i)) {
      var leaf = leaves[i];
      if (leaf == null || (hashes[i] == hash && leaf.holds(id))) {
        return leaf;
      }
    }
  }

  /** Adds a client that is not there. */
  void add(long id, Leaf leaf) {
    if (size >= leaves.length / 5 * 4) {
      grow();
    }
    put((int) id, leaf);
    size++;
  }

  /** Notes that a client is in another leaf now. */
  void replace(long id, Leaf from, Leaf to) {
    leaves[place(id, from)] = to;
  }

  /** Moves those behind it nearer to where they belong, so that none is cut off by the gap. */
  void remove(long id, Leaf leaf) {
    var gap = place(id, leaf);
    for (var i = next(gap); leaves[i] != null; i = next(i)) {
      var wayFromHome = distance(home(hashes[i]), i);
      if (wayFromHome >= distance(gap, i)) {
        hashes[gap] = hashes[i];
        leaves[gap] = leaves[i];
        gap = i;
      }
    }
    leaves[gap] = null;
    size--;
  }

  private int place(long id, Leaf leaf) {
    var i = home((int) id);
    while (hashes[i] != (int) id || leaves[i] != leaf) {
      if (leaves[i] == null) {
        throw new IllegalStateException("not in the table");
      }
      i = next(i);
    }
    return i;
  }

  private void put(int hash, Leaf leaf) {
    var i = home(hash);
    while (leaves[i] != null) {
      i = next(i);
    }
    hashes[i] = hash;
    leaves[i] = leaf;
  }

  /** By a quarter, not to twice the size: this is most of what a client takes. */
  private void grow() {
    var oldHashes = hashes;
    var oldLeaves = leaves;
    var places = leaves.length + leaves.length / 4;
    hashes = new int[places];
    leaves = new Leaf[places];
    for (var i = 0; i < oldLeaves.length; i++) {
      var leaf = oldLeaves[i];
      if (leaf != null) {
        put(oldHashes[i], leaf);
      }
    }
  }

  private int home(int hash) {
    return (int) ((Integer.toUnsignedLong(hash) * leaves.length) >>> Integer.SIZE);
  }

  private int next(int place) {
    return place + 1 == leaves.length ? 0 : place + 1;
  }

  private int distance(int from, int to) {
    return from <= to ? to - from : to - from + leaves.length;
  }
}
