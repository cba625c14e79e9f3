package dev.proxyherd.lifecycle;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.peer.Neighbour;
import dev.proxyherd.peer.Neighbours;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Waits until the neighbours have what this member has. */
final class LinkFlush {
  private static final long LOOK_NANOS = 10_000_000;

  private final Neighbours neighbours;
  private final LocationStore store;

  LinkFlush(Neighbours neighbours, LocationStore store) {
    this.neighbours = neighbours;
    this.store = store;
  }

  /** How many links there are that are this process's to flush. */
  int count() {
    return (int) own().count();
  }

  private Stream<Neighbour> own() {
    return neighbours.all().stream().filter(known -> known.outgoing() != LinkState.ELSEWHERE);
  }

  /**
   * Waits for the neighbours that are connected to take all changes up to now.
   *
   * @return who has not, and why: in words, for a log
   */
  List<String> await(Duration limit) {
    var last = store.lastChange();
    var begun = System.nanoTime();
    while (own().anyMatch(known -> isUp(known) && !has(known, last))
        && System.nanoTime() - begun < limit.toNanos()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return own()
        .filter(known -> !isUp(known) || !has(known, last))
        .map(known -> known.name() + (isUp(known) ? " is behind" : " is away"))
        .toList();
  }

  private static boolean isUp(Neighbour neighbour) {
    return neighbour.outgoing() == LinkState.UP;
  }

  private static boolean has(Neighbour neighbour, long change) {
    return neighbour.acknowledged() >= change;
  }
}
