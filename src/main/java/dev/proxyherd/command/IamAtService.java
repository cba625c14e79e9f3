package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;

/** Takes a client's word for where it is. */
final class IamAtService {
  private final ByteString self;
  private final LocationStore store;
  private final ClockBound clock;
  private final CommandCounts counts;

  IamAtService(String self, LocationStore store, ClockBound clock, CommandCounts counts) {
    this.self = ByteString.of(self);
    this.store = store;
    this.clock = clock;
    this.counts = counts;
  }

  /**
   * Records the location unless a newer one is known, which changes nothing in the reply.
   *
   * @return the reply: the location is recorded when this returns. What is not to be recorded, for
   *     its time or for want of room, is refused, so that the client may try another member: this
   *     one's clock may be wrong, or its heap smaller
   */
  byte[] handle(IamAt command) {
    var now = clock.now();
    if (clock.isTooFarAhead(command.timeNanos(), now)) {
      return refuse(command, CommandOutcome.IAMAT_TOO_FAR_AHEAD);
    }
    var location =
        new ClientLocation(
            self,
            Timestamps.renderDifference(now - command.timeNanos()),
            command.client(),
            command.location(),
            command.time());
    return switch (store.offer(location)) {
      case NEWER -> answer(location, CommandOutcome.IAMAT_NEWER);
      case SAME -> answer(location, CommandOutcome.IAMAT_SAME);
      case OLDER -> answer(location, CommandOutcome.IAMAT_OLDER);
      case EXPIRED -> refuse(command, CommandOutcome.IAMAT_EXPIRED);
      case FULL -> refuse(command, CommandOutcome.IAMAT_FULL);
    };
  }

  private byte[] answer(ClientLocation location, CommandOutcome outcome) {
    counts.count(outcome);
    return new LineWriter(location.fields().length() + 4).at(location).toBytes();
  }

  private byte[] refuse(IamAt command, CommandOutcome outcome) {
    counts.count(outcome);
    return LineWriter.refusal(command.line());
  }
}
