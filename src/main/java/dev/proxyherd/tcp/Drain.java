package dev.proxyherd.tcp;

/**
 * How one connection ends when its member stops: what had arrived is answered, and nothing that
 * arrives later is taken. On the connection's event loop, but for {@link #isDone}.
 */
final class Drain {
  /** A client that sends without a pause would keep the member for ever. */
  private static final long LIMIT_NANOS = 1_000_000_000;

  private final LineIntake intake;
  private final Turn turn;
  private long begunIn = -1;
  private long begunAt;
  private volatile boolean done;

  Drain(LineIntake intake, Turn turn) {
    this.intake = intake;
    this.turn = turn;
  }

  /**
   * To be called again and again, between turns. What had arrived at the first call is read in the
   * turn after it at the latest.
   *
   * @return whether the connection is to be ended now
   */
  boolean advance(long now) {
    if (done) {
      return false;
    }
    if (begunIn < 0) {
      begunIn = turn.number();
      begunAt = now;
    }
    var late = now - begunAt > LIMIT_NANOS;
    if (late) {
      intake.readNoMore(); // or one line that waits may follow the other without a pause
    }
    done = late ? intake.isBetweenLines() : intake.isQuietSince(begunIn);
    return done;
  }

  /** Whether no further line will be taken, and all before are answered. */
  boolean isDone() {
    return done;
  }
}
