package dev.proxyherd.peer;

import dev.proxyherd.command.ClockBound;
import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.ClientLocation;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Updates on one link that cannot be taken yet, since their time is too far ahead of this member's
 * clock, or there is no room for a further client: they are left out, and not forgotten. What the
 * receiver says that it has taken stays before the first of them; when they can be taken, the link
 * is to end, and resumes there.
 *
 * <p>Otherwise a member whose own clock is behind, or whose memory is short, would throw away, for
 * good, what its neighbours have.
 */
final class Postponed {
  private static final long NEVER = Long.MAX_VALUE;

  private final Predicate<ClientLocation> room;
  private final ClockBound clock;
  private final CommandCounts counts;
  private final long minHoldNanos;

  /** What was taken before the first that was left out. */
  private long takenBefore = Long.MAX_VALUE;

  /** When the first that was too early can be taken, in nanoseconds since 1970. */
  private long acceptableFrom = NEVER;

  /** One for which there was no room, and when to look again, in nanoseconds since 1970. */
  private @Nullable ClientLocation withoutRoom;

  private long lookFrom = NEVER;

  /**
   * Begins a link.
   *
   * @param room whether there is room for a record
   * @param minHold a link is not ended sooner than this, since many clients may be early by little
   */
  Postponed(
      Predicate<ClientLocation> room, ClockBound clock, CommandCounts counts, Duration minHold) {
    this.room = room;
    this.clock = clock;
    this.counts = counts;
    this.minHoldNanos = minHold.toNanos();
  }

  /**
   * Leaves a record out, if it has to be.
   *
   * @param taken the number up to which all before it has been taken
   * @return whether it is left out
   */
  boolean postpone(ClientLocation location, long taken) {
    var now = clock.now();
    if (clock.isTooFarAhead(location.timeNanos(), now)) {
      counts.count(CommandOutcome.AT_TOO_FAR_AHEAD);
      var acceptable = clock.acceptableFrom(location.timeNanos());
      acceptableFrom = Math.min(acceptableFrom, Math.max(acceptable, now + minHoldNanos));
    } else if (!room.test(location)) {
      counts.count(CommandOutcome.AT_FULL);
      withoutRoom = location;
      lookFrom = now + minHoldNanos;
    } else {
      return false;
    }
    takenBefore = Math.min(takenBefore, taken);
    return true;
  }

  /** The number, or where the first that was left out holds it. */
  long bound(long number) {
    return Math.min(number, takenBefore);
  }

  /** Whether one that was left out would be taken now. */
  boolean isDue() {
    if (takenBefore == Long.MAX_VALUE) {
      return false;
    }
    var now = clock.now();
    return now >= acceptableFrom
        || (withoutRoom != null && now >= lookFrom && room.test(withoutRoom));
  }
}
