package dev.proxyherd.command;

import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import dev.proxyherd.protocol.At;
import java.util.function.Consumer;

/** Takes a neighbour's word for where a client is. What is new here flows on to the others. */
final class AtService {
  private final GroupCommit store;
  private final CommandCounts counts;
  private final CommandTimes times;

  AtService(GroupCommit store, CommandCounts counts, CommandTimes times) {
    this.store = store;
    this.counts = counts;
    this.times = times;
  }

  /**
   * Records the location unless a newer one is known, and how far the neighbour's feed is taken.
   * The link has held the time against the clock.
   *
   * @param onFailure is told when it cannot be recorded
   */
  void handle(At command, Consumer<RuntimeException> onFailure) {
    store.offer(
        new Offer(command.location(), command.receipt()),
        offer -> count(command, offer, onFailure));
  }

  private void count(At command, Offer offer, Consumer<RuntimeException> onFailure) {
    try {
      var outcome = outcome(offer.outcome());
      counts.count(outcome);
      if (outcome == CommandOutcome.AT_NEWER && command.live()) {
        times.propagated(command.location(), command.receipt());
      }
    } catch (RuntimeException e) {
      onFailure.accept(e);
    }
  }

  private static CommandOutcome outcome(Outcome outcome) {
    return switch (outcome) {
      case NEWER -> CommandOutcome.AT_NEWER;
      case SAME -> CommandOutcome.AT_SAME;
      case OLDER -> CommandOutcome.AT_OLDER;
      case EXPIRED -> CommandOutcome.AT_EXPIRED;
      case FULL -> throw new IllegalStateException("a neighbour's record was refused for room");
    };
  }
}
