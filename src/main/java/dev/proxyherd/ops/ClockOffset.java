package dev.proxyherd.ops;

/**
 * How far a neighbour's clock is ahead of this member's, estimated from what the neighbour sends
 * anyway: a change that it has just made bears its clock's time as number. The quickest of a while
 * took about half a round trip; what is left is the clocks.
 */
final class ClockOffset {
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final double MICROS = 1e6;

  private long windowBegan;
  private long least = Long.MAX_VALUE;
  private long leastBefore = Long.MAX_VALUE;

  /**
   * A change has come.
   *
   * @param micros this member's clock less the neighbour's when it made the change
   * @param now of {@link System#nanoTime}
   */
  synchronized void observe(long micros, long now) {
    if (least == Long.MAX_VALUE || now - windowBegan > WINDOW_NANOS) {
      leastBefore = least;
      least = micros;
      windowBegan = now;
    } else {
      least = Math.min(least, micros);
    }
  }

  /**
   * The estimate, as of the last changes that came.
   *
   * @param roundTrip in seconds, NaN for not known
   * @return seconds, too high or too low by up to half a round trip; NaN for not known
   */
  synchronized double seconds(double roundTrip) {
    var delay = Math.min(least, leastBefore);
    return delay == Long.MAX_VALUE ? Double.NaN : roundTrip / 2 - delay / MICROS;
  }
}
