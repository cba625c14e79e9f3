package dev.proxyherd.ops;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses what to measure of what happens often: all of it while that is seldom, one in so many
 * while it is often, so that some thousand are measured in a second. At random, since what comes in
 * a rhythm would be measured at the same beat.
 */
final class Sampling {
  private static final long WINDOW_NANOS = 100_000_000;
  private static final int WANTED = 100;
  private static final int MOST_LEFT_OUT = 1023;

  /** One in so many and one: a power of two less one. */
  private volatile int leftOut;

  private long windowBegan = System.nanoTime();
  private int inWindow;

  /**
   * Whether to measure the next. A look at a field, and a random number where it is one of many.
   */
  boolean next() {
    var mask = leftOut;
    return mask == 0 || (ThreadLocalRandom.current().nextInt() & mask) == 0;
  }

  /**
   * One has been measured.
   *
   * @param now of {@link System#nanoTime}
   */
  synchronized void taken(long now) {
    inWindow++;
    var windows = (double) (now - windowBegan) / WINDOW_NANOS;
    if (windows < 1 && inWindow <= 2 * WANTED) {
      return;
    }
    if (inWindow > 2 * WANTED * windows) {
      leftOut = Math.min(MOST_LEFT_OUT, 2 * leftOut + 1);
    } else if (windows > 10) {
      leftOut = 0;
    } else if (inWindow < WANTED / 2 * windows) {
      leftOut /= 2;
    }
    windowBegan = now;
    inWindow = 0;
  }
}
