package dev.proxyherd.tcp;

import dev.proxyherd.tcp.LineSession.Handling;
import io.netty.channel.Channel;

/**
 * Has the lines of one connection handled, each when all before it are handled and recorded, but
 * for updates, which are gathered. On the connection's event loop only.
 *
 * <p>What is gathered is recorded at the end of the turn, with what other connections told. Where
 * the store waits for a network, it is recorded by itself when the connection has no more, or when
 * something else comes; meanwhile the connection, and no other, takes no further line.
 */
final class LineHandling {
  private final Channel channel;
  private final Turn turn;
  private final LineOutput output;
  private final LineIntake.Receiver receiver;
  private final Runnable next;
  private long gatheredBefore = -1;
  private boolean busy;
  private boolean stopped;

  /**
   * @param next called when it is busy no more
   */
  LineHandling(
      Channel channel, Turn turn, LineOutput output, LineIntake.Receiver receiver, Runnable next) {
    this.channel = channel;
    this.turn = turn;
    this.output = output;
    this.receiver = receiver;
    this.next = next;
  }

  /** Whether a line is handled on a thread of its own, or lines are being recorded. */
  boolean isBusy() {
    return busy;
  }

  /** Has a line handled; not while it is busy. */
  void handle(Object payload, Handling handling) {
    if (handling == Handling.GATHERED) {
      gatheredBefore = turn.commits();
    } else if (turn.waits() && record(() -> pass(payload, handling))) {
      return;
    } else {
      recordNow();
    }
    pass(payload, handling);
  }

  private boolean hasGathered() {
    return gatheredBefore == turn.commits();
  }

  /** Has recorded what was gathered, where that can be had at once. */
  void recordNow() {
    if (hasGathered()) {
      turn.commit();
    }
  }

  /**
   * Has recorded what was gathered, where it is not to wait for the end of the turn.
   *
   * @return whether it is busy with that
   */
  boolean record() {
    return turn.waits() && record(() -> {});
  }

  private boolean record(Runnable then) {
    busy = hasGathered() && turn.commitLater(() -> recorded(then));
    return busy;
  }

  private void recorded(Runnable then) {
    busy = false;
    if (channel.isOpen()) {
      then.run();
    }
    if (!busy) {
      next.run();
    }
  }

  private void pass(Object payload, Handling handling) {
    if (stopped) {
      return; // what came before could not be recorded, or the line itself was the last
    }
    if (handling == Handling.WAITING) {
      busy = true;
      output.flush();
      Thread.ofVirtual().start(() -> passWaiting(payload));
    } else {
      receiver.pass(payload);
      if (handling == Handling.LAST) {
        receiver.closeGently(CloseReason.NOT_AUTHENTICATED);
      }
    }
  }

  private void passWaiting(Object payload) {
    try {
      receiver.pass(payload);
    } finally {
      turn.execute(this::hasWaited);
    }
  }

  private void hasWaited() {
    busy = false;
    next.run();
  }

  /** Handles no further line. */
  void stop() {
    stopped = true;
  }
}
