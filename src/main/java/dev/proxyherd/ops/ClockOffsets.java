package dev.proxyherd.ops;

import dev.proxyherd.peer.Neighbour;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far neighbours' clocks are from this member's. */
final class ClockOffsets {
  /** By name: as many as there have been neighbours, since nobody else's updates are taken. */
  private final Map<String, ClockOffset> offsets = new ConcurrentHashMap<>();

  /** As {@link ClockOffset#observe}. */
  void observe(String neighbour, long micros, long now) {
    offsets.computeIfAbsent(neighbour, _ -> new ClockOffset()).observe(micros, now);
  }

  /** How many seconds the neighbour's clock is ahead of this member's; NaN for not known. */
  double seconds(Neighbour neighbour) {
    var offset = offsets.get(neighbour.name());
    return offset == null ? Double.NaN : offset.seconds(neighbour.roundTripSeconds());
  }
}
