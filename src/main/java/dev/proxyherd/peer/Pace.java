package dev.proxyherd.peer;

/**
 * When one side of a link sends, and what. While there is little to send, at once. While there is
 * much, a block in a millisecond, so that what changes meanwhile shares it.
 *
 * <p>Where members form a ring, two that hear of a change from a third at about the same time would
 * send it to each other. So while there is much, one side of each link yields: it holds what others
 * have sent for a moment, in which the other side's copy comes and makes its own superfluous.
 */
final class Pace {
  private static final long INTERVAL_NANOS = 1_000_000;

  /** Much is more than so many changes in so long: four in a millisecond. */
  private static final int MANY = 16;

  private static final long WINDOW_NANOS = 4_000_000;

  /** A record that changes all the time would be held for ever. */
  private static final int LONGEST_HOLD = 8;

  private final boolean yields;
  private boolean busy;
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
    return busy ? nextAt - now : 0;
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
      busy = inWindow > MANY * ((double) (now - windowBegan) / WINDOW_NANOS);
      windowBegan = now;
      inWindow = 0;
    }
    var settled = beforeLast;
    beforeLast = last;
    last = lastChange;
    nextAt = now + INTERVAL_NANOS;
    blocks++;
    return busy && yields && blocks % LONGEST_HOLD != 0 ? settled : Long.MAX_VALUE;
  }

  /**
   * So many changes are in the block.
   *
   * @param full whether there was no room for more: then the next may begin at once
   */
  void sent(int changes, boolean full) {
    inWindow += changes;
    if (full) {
      nextAt -= INTERVAL_NANOS;
    }
  }
}
