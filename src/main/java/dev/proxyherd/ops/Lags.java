package dev.proxyherd.ops;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.peer.Neighbour;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far neighbours are behind. */
final class Lags {
  /** To count further would hold up the store for what is a very long way in any case. */
  static final int LIMIT = 10_000;

  private static final long NANOS_PER_MICRO = 1000;
  private static final double MICROS = 1e6;

  private final LocationStore store;
  private final InstantSource clock;

  /**
   * By neighbour, the number of the first change that it was seen to lack, for as long as it does:
   * when that client changes again the store has forgotten it.
   */
  private final Map<Neighbour, Long> lacking = new ConcurrentHashMap<>();

  Lags(LocationStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What one neighbour has not acknowledged.
   *
   * @param changes how many records changed since, counted up to the limit
   * @param seconds how long ago the first of these changes was; 0 when there is none
   */
  record Lag(int changes, double seconds) {}

  /** None where another replica has the link: it knows what has been acknowledged. */
  Lag of(Neighbour neighbour) {
    if (neighbour.outgoing() == LinkState.ELSEWHERE) {
      lacking.remove(neighbour);
      return new Lag(0, 0);
    }
    var acknowledged = neighbour.acknowledged();
    var backlog = store.backlog(acknowledged, LIMIT);
    if (backlog.changes() == 0) {
      lacking.remove(neighbour);
      return new Lag(0, 0);
    }
    var first =
        lacking.merge(
            neighbour,
            backlog.first(),
            (seen, found) -> seen > acknowledged ? Math.min(seen, found) : found);
    var micros = Timestamps.now(clock) / NANOS_PER_MICRO - first;
    return new Lag(backlog.changes(), Math.max(0, micros / MICROS));
  }

  /** Lets go of what is known of a neighbour that is one no more. */
  void forget(Neighbour neighbour) {
    lacking.remove(neighbour);
  }
}
