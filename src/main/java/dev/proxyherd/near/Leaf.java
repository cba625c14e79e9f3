package dev.proxyherd.near;

import java.util.Arrays;

/** A cell that is not divided, with the ids of the clients in it. */
final class Leaf extends Cell {
  static final int MAX_CLIENTS = 32;

  private static final int GROWTH = 4;
  private static final long[] NOBODY = {};

  private long[] ids = NOBODY;
  private int size;

  /** The whole earth. */
  Leaf() {}

  /** In place of another cell. */
  Leaf(Cell cell) {
    super(cell);
  }

  Leaf(Fork parent, int side) {
    super(parent, side);
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == MAX_CLIENTS;
  }

  long id(int index) {
    return ids[index];
  }

  boolean holds(long id) {
    for (var i = 0; i < size; i++) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }

  void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size + GROWTH);
    }
    ids[size++] = id;
  }

  /** Takes one out that is there. */
  void remove(long id) {
    var index = 0;
    while (ids[index] != id) {
      index++;
    }
    ids[index] = ids[--size];
    if (ids.length - size > 2 * GROWTH) {
      ids = Arrays.copyOf(ids, size + GROWTH);
    }
  }
}
