package dev.proxyherd.bench;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector whenever a request is due: its own time-outs are in milliseconds. What is left
 * is how late the system wakes a thread, which is less than 0.1 ms on an idle machine.
 */
final class Metronome implements AutoCloseable {
  private final Pace turns;
  private final Selector selector;
  private final Thread thread;
  private volatile boolean stopped;

  Metronome(Pace turns, Selector selector) {
    this.turns = turns;
    this.selector = selector;
    thread = Thread.ofPlatform().name("bench-metronome").daemon().start(this::tick);
  }

  private void tick() {
    var turn = 0L;
    while (!stopped && selector.isOpen()) {
      var now = System.nanoTime();
      if (turns.due(turn, now) > now) {
        LockSupport.parkNanos(turns.due(turn, now) - now);
      } else {
        while (turns.due(turn, now) <= now) {
          turn++;
        }
        selector.wakeup();
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
