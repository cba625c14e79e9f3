package dev.proxyherd.bench;

/**
 * When the requests of a connection are due, by their number from 0, in nanoTime.
 *
 * @param start when the first is
 * @param periodNanos from each to the next, whatever becomes of those before; 0 where a request is
 *     due as soon as there is room for it
 */
record Pace(long start, double periodNanos) {
  /** As fast as replies come. */
  static final Pace OF_REPLIES = new Pace(0, 0);

  long due(long request, long now) {
    return periodNanos == 0 ? now : start + (long) (request * periodNanos);
  }
}
