package dev.proxyherd.location;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * How many clients there is room for, and how much of the heap their records may take: names may be
 * long, and clients choose them. Clients that are known are kept and go on being updated; new ones
 * are refused. Tombstones always fit, since they are what makes room.
 */
public final class Capacity {
  private static final Log LOG = LogFactory.getLog(Capacity.class);

  /** About what the longest record takes: lines are bounded, and so are their fields. */
  private static final int LONGEST = 34 * 1024;

  /** What new clients leave, so that those that are known can grow: a 16th. */
  private static final int MARGIN = 16;

  /**
   * How much has to be free until it counts as room again: a 64th. Else every record would tell.
   */
  private static final int RELIEF = 64;

  private final long maxClients;
  private final long maxBytes;
  private final AtomicBoolean full = new AtomicBoolean();

  /**
   * Sets the bounds.
   *
   * @param maxBytes of the heap, as {@link #bytes} estimates them; more than 32 GB count as that
   */
  public Capacity(long maxClients, long maxBytes) {
    this.maxClients = maxClients;
    this.maxBytes = Math.min(maxBytes, Slabs.MAX_BYTES);
  }

  /** Without bounds. */
  public static Capacity unlimited() {
    return new Capacity(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  public long maxClients() {
    return maxClients;
  }

  public long maxBytes() {
    return maxBytes;
  }

  /** What a record takes of the heap, as an estimate that is rather too high. */
  static long bytes(ClientLocation location) {
    return RecordTable.bytes(location);
  }

  /**
   * Whether there is room for a record in place of the one that is held; says so once when there is
   * none.
   */
  boolean admits(Tally tally, @Nullable ClientLocation held, ClientLocation candidate) {
    var admitted = candidate.isForgotten() || isRoomFor(tally, held, candidate);
    if (!admitted && full.compareAndSet(false, true)) {
      LOG.warn(
          "There is no room for new clients, which are refused: %s. Meters count them."
              .formatted(describe(tally)));
    }
    return admitted;
  }

  private boolean isRoomFor(Tally tally, @Nullable ClientLocation held, ClientLocation candidate) {
    var growth = bytes(candidate) - (held == null ? 0 : bytes(held));
    if (held == null || held.isForgotten()) {
      return tally.clients() < maxClients && tally.bytes() + growth <= maxBytes - maxBytes / MARGIN;
    }
    return growth <= 0 || tally.bytes() + growth <= maxBytes;
  }

  /** Whether there is plenty of room for so many new clients, whatever their names. */
  boolean hasRoomFor(Tally tally, int newClients) {
    return tally.clients() + newClients < maxClients
        && tally.bytes() + (long) newClients * LONGEST < maxBytes - maxBytes / MARGIN;
  }

  /** Notices that there is room again. */
  void observe(Tally tally) {
    if (full.get()
        && tally.clients() <= maxClients - maxClients / RELIEF - 1
        && tally.bytes() <= maxBytes - maxBytes / MARGIN - maxBytes / RELIEF
        && full.compareAndSet(true, false)) {
      LOG.info("There is room for new clients again: " + describe(tally));
    }
  }

  private String describe(Tally tally) {
    return "%d clients of %d (herd.locations.max-clients), %d bytes of %d (herd.locations.max-heap-share)"
        .formatted(tally.clients(), maxClients, tally.bytes(), maxBytes);
  }
}
