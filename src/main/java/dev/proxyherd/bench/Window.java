package dev.proxyherd.bench;

/**
 * The time that is measured: requests count that are due from its opening to its closing, which is
 * also when the load ends. Times are nanoTime's.
 */
final class Window {
  private volatile long from = Long.MAX_VALUE;
  private volatile long until = Long.MAX_VALUE;

  void open(long now) {
    from = now;
  }

  void close(long now) {
    until = now;
  }

  boolean isClosed() {
    return until != Long.MAX_VALUE;
  }

  boolean includes(long due) {
    return due >= from && due < until;
  }

  long from() {
    return from;
  }

  long until() {
    return until;
  }
}
