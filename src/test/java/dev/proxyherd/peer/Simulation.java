package dev.proxyherd.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Virtual time, and what happens in it, one after the other: with the same seed the same. */
final class Simulation {
  private record Event(long time, long order, Runnable action) {}

  final Random random;

  /** What happened, and when; empty unless it is wanted. */
  private final List<String> history = new ArrayList<>();

  private final boolean traced;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::order));
  private long now;
  private long order;

  Simulation(long seed, boolean traced) {
    random = new Random(seed);
    this.traced = traced;
  }

  /** Nanoseconds since the simulation's beginning. */
  long now() {
    return now;
  }

  /** Has something happen later. */
  void after(long nanos, Runnable action) {
    events.add(new Event(now + Math.max(0, nanos), order++, action));
  }

  /** Lets happen what happens within this time. */
  void run(Duration time) {
    var end = now + time.toNanos();
    for (var next = events.peek(); next != null && next.time() <= end; next = events.peek()) {
      events.remove();
      now = next.time();
      next.action().run();
    }
    now = end;
  }

  /** Notes what happens, if this run is to be looked at. */
  void note(Supplier<String> what) {
    if (traced) {
      history.add("%12.6f %s".formatted(now / 1e9, what.get()));
    }
  }

  List<String> history() {
    return history;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A time up to this one. */
  long upTo(Duration longest) {
    return random.nextLong(longest.toNanos() + 1);
  }
}
