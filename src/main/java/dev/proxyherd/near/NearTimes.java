package dev.proxyherd.near;

import java.util.concurrent.atomic.LongAdder;

/** How much the questions have cost so far. */
public final class NearTimes {
  private final LongAdder questions = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private final LongAdder catchUpNanos = new LongAdder();
  private final LongAdder looks = new LongAdder();
  private final LongAdder searchNanos = new LongAdder();

  NearTimes() {}

  void caughtUp(long begun, long taken) {
    changes.add(taken);
    catchUpNanos.add(System.nanoTime() - begun);
  }

  void searched(long begun, long looked) {
    looks.add(looked);
    searchNanos.add(System.nanoTime() - begun);
    questions.increment();
  }

  /** How many have been answered. */
  public long questions() {
    return questions.sum();
  }

  /** How many changes have been taken into the index. */
  public long changes() {
    return changes.sum();
  }

  /** How long that took, in nanoseconds. */
  public long catchUpNanos() {
    return catchUpNanos.sum();
  }

  /** How many records and cells have been looked at for answers. */
  public long looks() {
    return looks.sum();
  }

  /** How long it took then to look, in nanoseconds. */
  public long searchNanos() {
    return searchNanos.sum();
  }
}
