package dev.proxyherd.command;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.protocol.At;

/** Takes a neighbour's word for where a client is. What is new here flows on to the others. */
final class AtService {
  private final LocationStore store;
  private final ClockBound clock;
  private final CommandCounts counts;

  AtService(LocationStore store, ClockBound clock, CommandCounts counts) {
    this.store = store;
    this.clock = clock;
    this.counts = counts;
  }

  /**
   * Records the location unless a newer one is known, and how far the neighbour's feed is taken.
   */
  void handle(At command) {
    if (clock.isTooFarAhead(command.location().timeNanos(), clock.now())) {
      counts.count(CommandOutcome.AT_TOO_FAR_AHEAD);
      store.receive(command.receipt());
      return;
    }
    counts.count(
        switch (store.offer(command.location(), command.receipt())) {
          case NEWER -> CommandOutcome.AT_NEWER;
          case SAME -> CommandOutcome.AT_SAME;
          case OLDER -> CommandOutcome.AT_OLDER;
        });
  }
}
