package dev.proxyherd.ops;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.Neighbour;

/** How far a neighbour is behind. */
final class Lag {
  /** To count further would hold up the store for what is a very long way in any case. */
  static final int LIMIT = 10_000;

  private Lag() {}

  /** How many records changed that the neighbour has not acknowledged; counted up to the limit. */
  static int of(Neighbour neighbour, LocationStore store) {
    return store.countAfter(neighbour.acknowledged(), LIMIT);
  }
}
