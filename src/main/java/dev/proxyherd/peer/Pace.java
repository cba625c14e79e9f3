package dev.proxyherd.peer;

/**
 * When one side of a link sends, and what. While there is little to send, at once. While there is
 * much, a block in a millisecond or two, so that what changes meanwhile shares it.
 *
 * <p>Where members form a ring, two that hear of a change from a third at about the same time would
 * send it to each other. So while there is much, one side of each link yields: it holds what others
 * have sent for a moment, in which the other side's copy comes and makes its own superfluous.
 */
final class Pace {
  private static final long MILLI = 1_000_000;

  /** Much is more than so many changes in a millisecond: then a block in one. */
  private static final int MUCH = 4;

  /** More than so many: a block in two. */
  private static final int VERY_MUCH = 16;

  private static final long WINDOW_NANOS = 4 * MILLI;

  /** A record that changes all the time would be held for ever. */
  private static final int LONGEST_HOLD = 8;

  private final boolean yields;

  /** From one block to the next; 0 while there is little to send. */
  private long interval;

  private long windowBegan;
  private int inWindow;
  private long nextAt;
  private int blocks;

  /** The store's last change when the last block began, and the one before that. */
  private long last;

  private long beforeLast;

  /**
   * @param yields whether this side of its link does
   */
  Pace(boolean yields) {
    this.yields = yields;
  }

  /** How many nanoseconds until the next block may begin; 0 or less for now. */
  long untilNext(long now) {
    return interval > 0 ? nextAt - now : 0;
  }

  /**
   * A block begins.
   *
   * @param now nanoseconds of any clock that runs evenly
   * @param lastChange the number of the store's last change
   * @return up to which number what others have sent is to be passed on
   */
  long begin(long now, long lastChange) {
    if (now - windowBegan > WINDOW_NANOS) {
      interval = interval((double) inWindow * MILLI / (now - windowBegan));
      windowBegan = now;
      inWindow = 0;
    }
    var settled = beforeLast;
    beforeLast = last;
    last = lastChange;
    nextAt = now + interval;
    blocks++;
    return interval > 0 && yields && blocks % LONGEST_HOLD != 0 ? settled : Long.MAX_VALUE;
  }

  private static long interval(double changesInMilli) {
    if (changesInMilli <= MUCH) {
      return 0;
    }
    return changesInMilli <= VERY_MUCH ? MILLI : 2 * MILLI;
  }

  /**
   * So many changes are in the block.
   *
   * @param full whether there was no room for more: then the next may begin at once
   */
  void sent(int changes, boolean full) {
    inWindow += changes;
    if (full) {
      nextAt -= interval;
    }
  }
}
