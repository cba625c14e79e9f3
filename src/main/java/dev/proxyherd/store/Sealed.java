package dev.proxyherd.store;

import dev.proxyherd.store.Seal.State;
import java.util.List;

/**
 * What a {@link Seal} of an earlier run says.
 *
 * @param boot names the machine's run in which it was written; may be empty
 * @param fingerprints what the database may have held when the process ended: one, or one of two
 */
record Sealed(State state, String boot, List<Fingerprint> fingerprints) {
  /**
   * Whether nothing can have been lost since: the store was closed, or the machine has been running
   * ever since.
   *
   * @param now names the machine's run; empty where that cannot be known
   */
  boolean mustMatch(String now) {
    return state == State.CLOSED || (!now.isEmpty() && boot.equals(now));
  }

  boolean matches(Fingerprint found) {
    return fingerprints.contains(found);
  }

  /** How many writes the database had at the least. */
  long writes() {
    return fingerprints.stream().mapToLong(Fingerprint::writes).min().orElse(0);
  }

  /** The highest change number that was given out, or was to be. */
  long lastNumber() {
    return fingerprints.stream().mapToLong(Fingerprint::lastNumber).max().orElse(0);
  }
}
