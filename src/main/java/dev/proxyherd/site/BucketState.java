package dev.proxyherd.site;

import dev.proxyherd.location.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What this replica knows of a bucket: from its own calls, from the other replicas, and from asking
 * once a second.
 */
final class BucketState {
  private long lastNumber;
  private Tally tally = Tally.EMPTY;
  private @Nullable String trouble;
  private boolean emptied;

  /**
   * The engine has told how the bucket stands. What it had told before may come later.
   *
   * @return how many clients more than was known
   */
  synchronized long know(long number, Tally all) {
    trouble = null;
    if (number == 0 && lastNumber > 0) {
      emptied = true; // no bucket loses its last number by itself
    }
    if (number < lastNumber) {
      return 0;
    }
    var more = all.clients() - tally.clients();
    lastNumber = number;
    tally = all;
    return more;
  }

  /** The same, after what gave out no number. */
  synchronized long know(Tally all) {
    return know(lastNumber, all);
  }

  /** Another server has the bucket now, which may have lost something. */
  synchronized void forget() {
    lastNumber = 0;
  }

  /** Whether it was found to have lost all, since this was last asked. */
  synchronized boolean wasEmptied() {
    var was = emptied;
    emptied = false;
    return was;
  }

  synchronized void fail(String reason) {
    trouble = reason;
  }

  synchronized Tally tally() {
    return tally;
  }

  synchronized @Nullable String trouble() {
    return trouble;
  }
}
