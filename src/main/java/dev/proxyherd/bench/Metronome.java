package dev.proxyherd.bench;

import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector when requests are due: its own time-outs are in milliseconds. Those that are due
 * soon after each other are sent together, since to be woken costs more than to send one. What they
 * are late by, and what the system takes to wake a thread, is in their latency.
 */
final class Metronome implements AutoCloseable {
  private static final long SHORTEST = TimeUnit.MICROSECONDS.toNanos(200);

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
    var next = turns.due(turn, 0);
    while (!stopped && selector.isOpen()) {
      var now = System.nanoTime();
      if (next > now) {
        LockSupport.parkNanos(next - now);
      } else {
        while (turns.due(turn, now) <= now) {
          turn++;
        }
        next = Math.max(turns.due(turn, now), now + SHORTEST);
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
