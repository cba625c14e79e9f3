package dev.proxyherd.store;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.Receipt;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What was written, and is not known to be on the disk. After an {@code fsync} that fails, the
 * operating system may have dropped any of it; whoever holds it can write it again.
 *
 * <p>It holds on to records that are on the heap anyway, unless a newer one has come since.
 */
final class Unsynced {
  /** About what an entry takes beside the bytes of a record. */
  private static final int ENTRY = 100;

  private final long maxBytes;
  private final Queue<Written> written = new ArrayDeque<>();
  private long bytes;
  private long last;

  /**
   * One batch.
   *
   * @param number counts batches
   * @param bytes about what it takes
   */
  record Written(long number, List<Change> changes, List<Receipt> receipts, long bytes) {}

  Unsynced(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized void add(List<Change> changes, List<Receipt> receipts) {
    var size = (long) ENTRY * (changes.size() + receipts.size());
    for (var change : changes) {
      size += change.location().fields().length();
    }
    written.add(new Written(++last, changes, receipts, size));
    bytes += size;
  }

  /** Whether writers should see to a sync themselves before they add to this. */
  synchronized boolean isFull() {
    return bytes >= maxBytes;
  }

  synchronized boolean isEmpty() {
    return written.isEmpty();
  }

  /** The number of the last batch: what a sync that begins now is sure to cover. */
  synchronized long last() {
    return last;
  }

  /** Lets go of all batches up to this one: they are on the disk. */
  synchronized void forget(long number) {
    for (var first = written.peek();
        first != null && first.number() <= number;
        first = written.peek()) {
      written.remove();
      bytes -= first.bytes();
    }
  }

  /** All batches, in the order in which they were written. */
  synchronized List<Written> all() {
    return List.copyOf(written);
  }
}
