package dev.proxyherd.location;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long records are kept: by their own time, never by that of their arrival, so that all
 * members drop the same ones and none gives them back to another.
 *
 * @param ofLocations where clients are; null for ever
 * @param ofForgotten that clients are forgotten; null for ever
 */
public record Retention(@Nullable Duration ofLocations, @Nullable Duration ofForgotten) {
  public static final Retention FOREVER = new Retention(null, null);

  /** Records expire in this many steps, so that members hold the same from one to the next. */
  private static final int STEPS = 64;

  /** A bound that nothing is before. */
  private static final long NEVER = Long.MIN_VALUE;

  private static final long MIN_STEP_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * What was said before this has expired.
   *
   * @param locationsNanos of records that say where a client is, in nanoseconds since 1970
   * @param forgottenNanos of tombstones
   */
  public record Cutoff(long locationsNanos, long forgottenNanos) {
    /** Whether the time of a record is up. */
    public boolean hasPassed(ClientLocation location) {
      var bound = location.isForgotten() ? forgottenNanos : locationsNanos;
      return location.timeNanos() < bound;
    }

    /** Whether there is anything that it may have passed: else nobody need look. */
    public boolean concerns(Tally tally) {
      return tally.forgotten() > 0 || (tally.clients() > 0 && locationsNanos != NEVER);
    }
  }

  /** Where the cutoff is at a time, in nanoseconds since 1970. */
  public Cutoff cutoff(long now) {
    return new Cutoff(cutoff(now, ofLocations), cutoff(now, tombstones()));
  }

  /**
   * When records go earlier, what tombstones hold back is gone by then, and they with it; never
   * before it.
   */
  private @Nullable Duration tombstones() {
    return ofLocations != null && (ofForgotten == null || ofForgotten.compareTo(ofLocations) > 0)
        ? ofLocations
        : ofForgotten;
  }

  /** Rounded down to a step, the same at all members whose clocks agree. */
  private static long cutoff(long now, @Nullable Duration retention) {
    if (retention == null) {
      return NEVER;
    }
    var step = Math.max(MIN_STEP_NANOS, retention.toNanos() / STEPS);
    return Math.floorDiv(now - retention.toNanos(), step) * step;
  }
}
