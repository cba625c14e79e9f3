package dev.proxyherd.store;

import dev.proxyherd.store.Seal.State;
import java.util.List;

/**
 * What a {@link Seal} of an earlier run says.
 *
 * @param inode of the file in which it was written; 0 when that is not known
 * @param boot names the machine's run in which it was written; may be empty
 * @param fingerprints what the database may have held when the process ended: one, or one of two
 */
record Sealed(State state, long inode, String boot, List<Fingerprint> fingerprints) {
  /**
   * Whether the machine has been running ever since.
   *
   * @param now names the machine's run; empty where that cannot be known
   */
  boolean isOf(String now) {
    return !now.isEmpty() && boot.equals(now);
  }

  /**
   * Whether this is read from a copy of the file in which it was written.
   *
   * @param now the inode of the file that it is read from
   */
  boolean isCopy(long now) {
    return inode != now;
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
