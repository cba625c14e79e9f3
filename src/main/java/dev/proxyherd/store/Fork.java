package dev.proxyherd.store;

/**
 * Why a store is not, or may not be, what its neighbours know by its epoch: it has gone back to an
 * earlier state. What it held then may have been left out of what they were sent, because something
 * newer stood in its place.
 *
 * @param reason for people
 * @param isLoss whether records may be missing that nobody took away on purpose
 */
record Fork(String reason, boolean isLoss) {
  static Fork copied() {
    return new Fork("it is a copy", false);
  }

  static Fork lost(String reason) {
    return new Fork(reason, true);
  }
}
