package dev.proxyherd.peer;

/**
 * How long a change takes to a neighbour, into its store, and its acknowledgement back: told by one
 * clock, so that it holds whatever the members' clocks say. One change at a time is looked at.
 *
 * <p>Told by the link's thread, read by any.
 */
final class RoundTrip {
  /** What a new measurement counts, as in TCP's round-trip time (RFC 6298): an eighth. */
  private static final double GAIN = 0.125;

  private static final double NANOS = 1e9;

  /** The number of the change that is to be acknowledged; 0 for none. */
  private volatile long awaited;

  private volatile long sentAt;
  private volatile double smoothed = Double.NaN;

  /** A link has come up: what the one before waited for will not come. */
  void reset() {
    awaited = 0;
    smoothed = Double.NaN;
  }

  /** Whether none is on its way. */
  boolean isFree() {
    return awaited == 0;
  }

  /** Looks at the change with this number, which goes out now. */
  void begin(long number, long nowNanos) {
    sentAt = nowNanos;
    awaited = number;
  }

  /** Whether to acknowledge everything up to this number ends the round. */
  boolean isEndedBy(long number) {
    var waitedFor = awaited;
    return waitedFor != 0 && number >= waitedFor;
  }

  void end(long nowNanos) {
    var took = nowNanos - sentAt;
    smoothed = Double.isNaN(smoothed) ? took : smoothed + GAIN * (took - smoothed);
    awaited = 0;
  }

  /** The mean of late, newer ones counting more; NaN until there has been one. */
  double seconds() {
    return smoothed / NANOS;
  }
}
