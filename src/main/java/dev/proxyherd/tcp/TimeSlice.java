package dev.proxyherd.tcp;

import java.util.concurrent.locks.LockSupport;

/**
 * Makes a connection that always has something to do give way to the others now and then: virtual
 * threads are not preempted, and a few that never wait would have all processors for themselves.
 */
final class TimeSlice {
  /** A clock is read once in so many lines. */
  private static final int LINES = 64;

  private static final long SLICE_NANOS = 1_000_000;

  /** A read that took longer than this has waited, and let others run. */
  private static final long WAITED_NANOS = 50_000;

  private int lines;
  private long begun = System.nanoTime();

  /** To be called for every line; gives way when the slice is used up. */
  void lineTaken() {
    if (++lines < LINES) {
      return;
    }
    lines = 0;
    if (System.nanoTime() - begun > SLICE_NANOS) {
      // To yield is not enough: a processor takes up what yielded before it looks at newcomers.
      LockSupport.parkNanos(1);
      begun = System.nanoTime();
    }
  }

  /** To be called behind every read, with when it began. */
  void hasRead(long since) {
    var now = System.nanoTime();
    if (now - since > WAITED_NANOS) {
      begun = now;
    }
  }
}
