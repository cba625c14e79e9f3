package dev.proxyherd.near;

import dev.proxyherd.location.Coordinates;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which cell of the earth each client is in: a binary tree of cells, with smaller ones where there
 * are more clients. Of a client it holds no more than its id. Where it is within its cell is in its
 * record, which whoever finds it reads anyway.
 *
 * <p>Not thread-safe.
 */
final class CellTree {
  /** Halves with fewer than this together become one again; not as soon as they would fit. */
  private static final int FEW_CLIENTS = Leaf.MAX_CLIENTS * 3 / 4;

  private final LongFunction<@Nullable Coordinates> whereabouts;
  private final LeafTable table;
  private @Nullable Cell root;

  /** Clients that had left a cell when it was divided. */
  private final Deque<Long> astray = new ArrayDeque<>();

  /**
   * @param clients how many are expected
   * @param whereabouts where a client is now; null for one that is not known any more
   */
  CellTree(int clients, LongFunction<@Nullable Coordinates> whereabouts) {
    this.whereabouts = whereabouts;
    table = new LeafTable(clients);
  }

  int size() {
    return table.size();
  }

  @Nullable Cell root() {
    return root;
  }

  /** Puts a client where it is, and nowhere else. */
  void put(long id, double latitudeDegrees, double longitudeDegrees) {
    var latitude = Cell.latitude(latitudeDegrees);
    var longitude = Cell.longitude(longitudeDegrees);
    var leaf = table.find(id);
    if (leaf != null) {
      if (leaf.contains(latitude, longitude)) {
        return;
      }
      remove(id, leaf);
    }
    insert(id, latitude, longitude);
    while (!astray.isEmpty()) {
      insertAgain(astray.remove());
    }
  }

  /** Takes a client out, if it is there. */
  void remove(long id) {
    var leaf = table.find(id);
    if (leaf != null) {
      remove(id, leaf);
    }
  }

  private void insert(long id, int latitude, int longitude) {
    Fork fork = null;
    var side = 0;
    var cell = root;
    while (cell instanceof Fork inner) {
      fork = inner;
      side = inner.side(latitude, longitude, id);
      cell = inner.half(side);
    }
    if (cell instanceof Leaf full && full.isFull()) {
      divide(full, id, latitude, longitude);
      return;
    }
    var leaf = cell instanceof Leaf there ? there : addLeaf(fork, side);
    leaf.add(id);
    table.add(id, leaf);
  }

  private Leaf addLeaf(@Nullable Fork fork, int side) {
    if (fork == null) {
      var whole = new Leaf();
      root = whole;
      return whole;
    }
    var half = new Leaf(fork, side);
    fork.setHalf(side, half);
    return half;
  }

  /** Puts smaller cells in place of a leaf, with its clients where they are now, and one more. */
  private void divide(Leaf leaf, long newcomer, int latitude, int longitude) {
    var crowd = new Crowd();
    crowd.add(newcomer, latitude, longitude);
    for (var i = 0; i < leaf.size(); i++) {
      var id = leaf.id(i);
      table.remove(id, leaf);
      var coordinates = whereabouts.apply(id);
      if (coordinates != null) {
        var itsLatitude = Cell.latitude(coordinates.latitude());
        var itsLongitude = Cell.longitude(coordinates.longitude());
        if (leaf.contains(itsLatitude, itsLongitude)) {
          crowd.add(id, itsLatitude, itsLongitude);
        } else {
          astray.add(id);
        }
      }
    }
    replace(leaf, settle(new Leaf(leaf), crowd, 0, crowd.size()));
  }

  /** Returns what a leaf that is empty becomes with some of a crowd in it. */
  private Cell settle(Leaf leaf, Crowd crowd, int from, int to) {
    if (to - from <= Leaf.MAX_CLIENTS) {
      for (var i = from; i < to; i++) {
        leaf.add(crowd.id(i));
        table.add(crowd.id(i), leaf);
      }
      return leaf;
    }
    var fork = new Fork(leaf);
    var middle = crowd.part(fork, from, to);
    if (middle > from) {
      fork.setHalf(0, settle(new Leaf(fork, 0), crowd, from, middle));
    }
    if (middle < to) {
      fork.setHalf(1, settle(new Leaf(fork, 1), crowd, middle, to));
    }
    return fork;
  }

  private void insertAgain(long id) {
    var coordinates = whereabouts.apply(id);
    if (coordinates != null) {
      insert(id, Cell.latitude(coordinates.latitude()), Cell.longitude(coordinates.longitude()));
    }
  }

  private void remove(long id, Leaf leaf) {
    table.remove(id, leaf);
    leaf.remove(id);
    join(leaf);
  }

  /** Makes one leaf of the greatest cell around this one that has few clients. */
  private void join(Leaf leaf) {
    Cell top = leaf;
    var clients = leaf.size();
    for (var fork = leaf.parent; fork != null; fork = fork.parent) {
      var other = fork.otherHalf(top);
      var together = clients + (other instanceof Leaf more ? more.size() : 0);
      if (other instanceof Fork || together > FEW_CLIENTS) {
        break;
      }
      top = fork;
      clients = together;
    }
    if (clients == 0) {
      replace(top, null);
    } else if (top instanceof Fork fork) {
      var joined = new Leaf(fork);
      moveAll(fork, joined);
      replace(fork, joined);
    }
  }

  private void moveAll(@Nullable Cell from, Leaf to) {
    switch (from) {
      case null -> {}
      case Fork fork -> {
        moveAll(fork.half(0), to);
        moveAll(fork.half(1), to);
      }
      case Leaf leaf -> {
        for (var i = 0; i < leaf.size(); i++) {
          to.add(leaf.id(i));
          table.replace(leaf.id(i), leaf, to);
        }
      }
    }
  }

  private void replace(Cell cell, @Nullable Cell by) {
    if (cell.parent == null) {
      root = by;
    } else {
      cell.parent.replace(cell, by);
    }
  }
}
