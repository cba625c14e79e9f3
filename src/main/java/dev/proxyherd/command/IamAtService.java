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

  IamAtService(String self, GroupCommit store, ClockBound clock) {
    this.self = ByteString.of(self);
    this.store = store;
    this.clock = clock;
  }

  /**
   * Records the location unless a newer one is known, which changes nothing in the reply. What is
   * not to be recorded, for its time or for want of room, is refused, so that the client may try
   * another member: this one's clock may be wrong, or its heap smaller.
   *
   * @param reply is given the reply when the location is recorded
   */
  void handle(IamAt command, Consumer<Supplier<Answer>> reply) {
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

  private Answer reply(IamAt command, ClientLocation location, Outcome outcome) {
    return switch (outcome) {
      case NEWER -> answer(location, CommandOutcome.IAMAT_NEWER);
      case SAME -> answer(location, CommandOutcome.IAMAT_SAME);
      case OLDER -> answer(location, CommandOutcome.IAMAT_OLDER);
      case EXPIRED -> refuse(command, CommandOutcome.IAMAT_EXPIRED);
      case FULL -> refuse(command, CommandOutcome.IAMAT_FULL);
    };
  }

  private Answer answer(ClientLocation location, CommandOutcome outcome) {
    return new Answer(
        outcome, new LineWriter(location.fields().length() + 4).at(location).toBytes());
  }

  private Answer refuse(IamAt command, CommandOutcome outcome) {
    return new Answer(outcome, LineWriter.refusal(command.line()));
  }
}
