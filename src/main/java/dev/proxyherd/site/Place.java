package dev.proxyherd.site;

import java.util.Arrays;

/**
 * Up to where somebody has been told a site's changes: a number a bucket, and what follows from
 * them for all.
 */
final class Place {
  /** Up to which number each bucket has been read. */
  private final long[] read;

  /** Up to which number each bucket is known to have been read whole. */
  private final long[] complete;

  /** When each bucket was first asked, by its server: in microseconds since 1970; 0 before that. */
  private final long[] asked;

  /**
   * @param start everything up to this number has been told
   * @param overlap so far apart may the clocks of the engine's servers be, in microseconds
   */
  Place(int buckets, long start, long overlap) {
    read = new long[buckets];
    complete = new long[buckets];
    asked = new long[buckets];
    Arrays.fill(read, Math.max(0, start - overlap));
    Arrays.fill(complete, Math.max(0, start - overlap));
  }

  long read(int bucket) {
    return read[bucket];
  }

  void advance(int bucket, long number) {
    read[bucket] = Math.max(read[bucket], number);
  }

  /** All changes up to this number have been read, and there can be no further ones. */
  void complete(int bucket, long number) {
    complete[bucket] = Math.max(complete[bucket], number);
  }

  void ask(int bucket, long serverTime) {
    if (asked[bucket] == 0) {
      asked[bucket] = serverTime;
    }
  }

  /** Whether a change was made after this reader had begun to read its bucket. */
  boolean isSinceBegin(int bucket, long number) {
    return asked[bucket] > 0 && number >= asked[bucket];
  }

  /** Goes back: what the bucket holds may have another order than when it was read. */
  void goBack(int bucket, long overlap) {
    read[bucket] = Math.max(0, read[bucket] - overlap);
    complete[bucket] = Math.min(complete[bucket], read[bucket]);
  }

  /** The bucket that is read least far. */
  int lowest() {
    var lowest = 0;
    for (var bucket = 1; bucket < complete.length; bucket++) {
      if (complete[bucket] < complete[lowest]) {
        lowest = bucket;
      }
    }
    return lowest;
  }

  /**
   * Everything up to this number has been read, of all buckets. Before the start, as long as not
   * all have been read: it was said with the same reserve.
   */
  long certain() {
    return complete[lowest()];
  }
}
