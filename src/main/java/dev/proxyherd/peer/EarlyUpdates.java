package dev.proxyherd.peer;

import dev.proxyherd.command.ClockBound;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.protocol.PeerLine;
import java.time.Duration;

/**
 * Updates on one link whose time is too far ahead of this member's clock: they are left out, and
 * not forgotten. What the receiver says that it has taken stays before the first of them; when its
 * time has come, the link is to end, and resumes there.
 *
 * <p>Otherwise a member whose own clock is behind would throw away, for good, what its neighbours
 * have.
 */
final class EarlyUpdates {
  private final ClockBound clock;
  private final CommandCounts counts;
  private final long minHoldNanos;

  /** What was taken before the first that was left out. */
  private long takenBefore = Long.MAX_VALUE;

  /** When to resume, in nanoseconds since 1970. */
  private long dueNanos = Long.MAX_VALUE;

  /**
   * Begins a link.
   *
   * @param minHold a link is not ended sooner than this, since many clients may be early by little
   */
  EarlyUpdates(ClockBound clock, CommandCounts counts, Duration minHold) {
    this.clock = clock;
    this.counts = counts;
    this.minHoldNanos = minHold.toNanos();
  }

  boolean isEarly(long timeNanos) {
    return clock.isTooFarAhead(timeNanos, clock.now());
  }

  /** Leaves an update out. {@code taken} is the number up to which all before it has been taken. */
  void leaveOut(PeerLine.Update update, long taken) {
    counts.count(CommandOutcome.AT_TOO_FAR_AHEAD);
    takenBefore = Math.min(takenBefore, taken);
    var acceptable = clock.acceptableFrom(update.location().timeNanos());
    dueNanos = Math.min(dueNanos, Math.max(acceptable, clock.now() + minHoldNanos));
  }

  /** The number, or where the first that was left out holds it. */
  long bound(long number) {
    return Math.min(number, takenBefore);
  }

  /** Whether one that was left out would be taken now. */
  boolean isDue() {
    return dueNanos != Long.MAX_VALUE && clock.now() >= dueNanos;
  }
}
