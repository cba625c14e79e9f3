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

  /** Much is more than so many changes in a millisecond, sent or not: then a block in one. */
  private static final int MUCH = 4;

  /** More than so many: a block in two. */
  private static final int VERY_MUCH = 16;

  private static final long WINDOW_NANOS = 4 * MILLI;

  /**
   * How long what others have sent is held, at most; at least half of it. Copies that set out
   * together come as far apart as members wait for a processor.
   */
  private static final long HOLD_NANOS = 16 * MILLI;

  /** A record that changes all the time would be held for ever: not in one of so many blocks. */
  private static final int LONGEST_HOLD = 32;

  private final boolean yields;

  /** From one block to the next; 0 while there is little to send. */
  private long interval;

  private long windowBegan;
  private long passedBefore;
  private long passed;
  private long nextAt;
  private int blocks;

  /** The store's last change at the last look, which is every half of a hold, and before it. */
  private long last;

  private long settled;
  private long looked;

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
      interval = interval((double) (passed - passedBefore) * MILLI / (now - windowBegan));
      windowBegan = now;
      passedBefore = passed;
    }
    if (now - looked >= HOLD_NANOS / 2) {
      looked = now;
      settled = last;
      last = lastChange;
    }
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
   * A block ends.
   *
   * @param all how many changes have come by this link so far, sent or not: what is held, or left
   *     out, is much all the same
   * @param full whether there was no room for more: then the next may begin at once
   */
  void passed(long all, boolean full) {
    passed = all;
    if (full) {
      nextAt -= interval;
    }
  }
}
