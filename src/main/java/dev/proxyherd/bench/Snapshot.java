package dev.proxyherd.bench;

import dev.proxyherd.bench.LoadResult.Cost;
import java.util.List;

/**
 * How far everything was at one moment.
 *
 * @param nanos nanoTime
 * @param answered replies by server
 * @param usages by watched process
 * @param self this program's
 */
record Snapshot(long nanos, List<Long> answered, List<Usage> usages, Usage self) {
  private static final double REQUESTS = 100_000;

  long totalAnswered() {
    return answered.stream().mapToLong(Long::longValue).sum();
  }

  /** What a process took from an earlier moment to a later one. */
  static Cost cost(String name, Usage before, Usage after, long requests) {
    var start = before.cpuSeconds();
    var end = after.cpuSeconds();
    var perRequest =
        start == null || end == null || requests == 0 ? null : (Double) ((end - start) / requests);
    return new Cost(
        name, perRequest == null ? null : (Double) (perRequest * REQUESTS), after.residentBytes());
  }
}
