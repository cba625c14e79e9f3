package dev.proxyherd.command;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.protocol.At;

/** Takes a neighbour's word for where a client is. What is new here flows on to the others. */
final class AtService {
  private final LocationStore store;
  private final CommandCounts counts;

  AtService(LocationStore store, CommandCounts counts) {
    this.store = store;
    this.counts = counts;
  }

  /**
   * Records the location unless a newer one is known, and how far the neighbour's feed is taken.
   * The link has held the time against the clock.
   */
  void handle(At command) {
    counts.count(
        switch (store.offer(command.location(), command.receipt())) {
          case NEWER -> CommandOutcome.AT_NEWER;
          case SAME -> CommandOutcome.AT_SAME;
          case OLDER -> CommandOutcome.AT_OLDER;
          case EXPIRED -> CommandOutcome.AT_EXPIRED;
          case FULL -> throw new IllegalStateException("a neighbour's record was refused for room");
        });
  }
}
