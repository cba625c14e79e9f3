package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes a client's word for where it is. */
final class IamAtService {
  private final ByteString self;
  private final GroupCommit store;
  private final ClockBound clock;
  private final CommandCounts counts;

  IamAtService(String self, GroupCommit store, ClockBound clock, CommandCounts counts) {
    this.self = ByteString.of(self);
    this.store = store;
    this.clock = clock;
    this.counts = counts;
  }

  /**
   * Records the location unless a newer one is known, which changes nothing in the reply. What is
   * not to be recorded, for its time or for want of room, is refused, so that the client may try
   * another member: this one's clock may be wrong, or its heap smaller.
   *
   * @param reply is given the reply when the location is recorded
   */
  void handle(IamAt command, Consumer<Supplier<byte[]>> reply) {
    var now = clock.now();
    if (clock.isTooFarAhead(command.timeNanos(), now)) {
      reply.accept(() -> refuse(command, CommandOutcome.IAMAT_TOO_FAR_AHEAD));
      return;
    }
    var location =
        new ClientLocation(
            self,
            Timestamps.renderDifference(now - command.timeNanos()),
            command.client(),
            command.location(),
            command.time());
    store.offer(
        new Offer(location),
        offer -> reply.accept(() -> reply(command, location, offer.outcome())));
  }

  private byte[] reply(IamAt command, ClientLocation location, Outcome outcome) {
    return switch (outcome) {
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
