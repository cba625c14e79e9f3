package dev.proxyherd.http.stream;

import dev.proxyherd.location.Change;
import java.util.List;

/**
 * The latest changes, for all streams that have read as far as where they begin: so that most
 * streams read nothing themselves, and what is told is worked out once. For one thread.
 */
final class Recent {
  private final long start;
  private final long end;
  private final List<Told> changes;

  /**
   * @param start all changes up to there are before these
   * @param end and all up to there are before these, or among them
   * @param changes in the order of their numbers
   */
  Recent(long start, long end, List<Change> changes, String epoch) {
    this.start = start;
    this.end = end;
    this.changes = changes.stream().map(change -> new Told(change, epoch)).toList();
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  List<Told> changes() {
    return changes;
  }

  /** The index of the first change behind a number. */
  int indexAfter(long number) {
    var low = 0;
    var high = changes.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (changes.get(middle).number() > number) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
