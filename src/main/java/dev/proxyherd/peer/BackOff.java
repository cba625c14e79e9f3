package dev.proxyherd.peer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between dials: doubling from the shortest to the longest, each cut by up to a half at
 * random, so that members that lost each other at once do not dial at once.
 */
final class BackOff {
  private final long shortest;
  private final long longest;
  private final RandomGenerator random;
  private long next;

  BackOff(Duration shortest, Duration longest, RandomGenerator random) {
    this.random = random;
    this.shortest = shortest.toNanos();
    this.longest = Math.max(shortest.toNanos(), longest.toNanos());
    next = this.shortest;
  }

  /** The next pause, in nanoseconds. */
  long next() {
    var pause = next;
    next = Math.min(longest, 2 * next);
    return random.nextLong(pause / 2, pause + 1);
  }

  /** Whether the next pause is the longest there is. */
  boolean isSlow() {
    return next == longest;
  }

  void reset() {
    next = shortest;
  }

  /** Goes to the longest pause at once: what was refused will not be granted soon. */
  void slowDown() {
    next = longest;
  }
}
