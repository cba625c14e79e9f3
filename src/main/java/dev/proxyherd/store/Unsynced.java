package dev.proxyherd.store;

import dev.proxyherd.location.Journal.Entry;
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
  /** About what a change, a removal or a receipt takes beside the bytes of a record. */
  private static final int PART = 100;

  private final long maxBytes;
  private final Queue<Written> written = new ArrayDeque<>();
  private long bytes;
  private long last;

  /**
   * One entry.
   *
   * @param number counts entries
   * @param bytes about what it takes
   */
  private record Written(long number, Entry entry, long bytes) {}

  Unsynced(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  synchronized void add(Entry entry) {
    var parts = entry.removed().size() + entry.changes().size() + entry.receipts().size();
    var size = (long) PART * parts;
    for (var change : entry.changes()) {
      size += change.location().client().length() + change.location().fields().length();
    }
    written.add(new Written(++last, entry, size));
    bytes += size;
  }

  /** Whether writers should see to a sync themselves before they add to this. */
  synchronized boolean isFull() {
    return bytes >= maxBytes;
  }

  synchronized boolean isEmpty() {
    return written.isEmpty();
  }

  synchronized int size() {
    return written.size();
  }

  /** The number of the last entry: what a sync that begins now is sure to cover. */
  synchronized long last() {
    return last;
  }

  /** Lets go of all entries up to this one: they are on the disk. */
  synchronized void forget(long number) {
    for (var first = written.peek();
        first != null && first.number() <= number;
        first = written.peek()) {
      written.remove();
      bytes -= first.bytes();
    }
  }

  /** All entries, in the order in which they were written. */
  synchronized List<Entry> all() {
    return written.stream().map(Written::entry).toList();
  }
}
