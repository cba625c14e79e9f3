package dev.proxyherd.near;

import org.jspecify.annotations.Nullable;

/** A cell that is divided in two halves, of which one may have nobody in it. */
final class Fork extends Cell {
  private final Axis axis;
  private @Nullable Cell lower;
  private @Nullable Cell upper;

  /** Takes the place of a leaf, whose clients are to be put into the halves. */
  Fork(Leaf leaf) {
    super(leaf);
    axis = leaf.longestAxis();
  }

  Axis axis() {
    return axis;
  }

  int side(int latitude, int longitude, long id) {
    return side(axis, latitude, longitude, id);
  }

  @Nullable Cell half(int side) {
    return side == 0 ? lower : upper;
  }

  void setHalf(int side, @Nullable Cell half) {
    if (side == 0) {
      lower = half;
    } else {
      upper = half;
    }
  }

  /** Puts something in place of one half. */
  void replace(Cell half, @Nullable Cell by) {
    setHalf(half == lower ? 0 : 1, by);
  }

  @Nullable Cell otherHalf(Cell half) {
    return half == lower ? upper : lower;
  }
}
