package dev.proxyherd.store;

import dev.proxyherd.location.Journal.Entry;
import dev.proxyherd.location.Tally;
import java.nio.ByteBuffer;

/**
 * What a store holds after so many writes, in brief. It stands in the database, written in the same
 * batch as what it tells of: a store that does not come to its own fingerprint has a hole. And it
 * stands in the {@link Seal}: a store with an earlier fingerprint than that has lost its end.
 *
 * @param writes how many writes there have been
 * @param records how many records they have left
 * @param sum of the records' hashes
 * @param lastNumber the highest change number given out
 */
record Fingerprint(long writes, long records, long sum, long lastNumber) {
  static final Fingerprint EMPTY = new Fingerprint(0, 0, 0, 0);
  static final int BYTES = 4 * Long.BYTES;

  Fingerprint after(Entry entry) {
    var tally = entry.tally();
    return new Fingerprint(
        writes + 1, tally.records(), tally.sum(), Math.max(lastNumber, entry.lastNumber()));
  }

  /** Whether records that come to this are what it tells of. */
  boolean isOf(Tally tally) {
    return records == tally.records() && sum == tally.sum();
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(writes)
        .putLong(records)
        .putLong(sum)
        .putLong(lastNumber)
        .array();
  }

  /** Reads what {@link #toBytes} gives. */
  static Fingerprint of(ByteBuffer bytes) {
    return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  @Override
  public String toString() {
    return "%d records, %016x, after %d writes up to change number %d"
        .formatted(records, sum, writes, lastNumber);
  }
}
