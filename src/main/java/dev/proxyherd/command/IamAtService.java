package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.GroupCommit;
import dev.proxyherd.location.LocationStore.Outcome;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a client's word for where it is. */
public final class IamAtService {
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
      // Behind the replies to what came before it.
      store.follow(() -> reply.accept(() -> refuse(command, CommandOutcome.IAMAT_TOO_FAR_AHEAD)));
      return;
    }
    var location = location(command, now);
    store.offer(
        new Offer(location),
        offer -> reply.accept(() -> reply(command, location, offer.outcome())));
  }

  /**
   * What became of an update, of several that were taken together.
   *
   * @param location as this member would tell it; it is what the member holds only where the
   *     outcome is {@link CommandOutcome#IAMAT_NEWER} or {@link CommandOutcome#IAMAT_SAME}
   * @param failure why it could not be recorded, where that is the outcome
   */
  public record Recorded(
      ClientLocation location,
      CommandOutcome outcome,
      @Nullable StoreUnavailableException failure) {}

  /**
   * Takes several together, in this order. Waits until they are recorded: not for event loops.
   *
   * @return what became of each, in the same order
   */
  public List<Recorded> record(List<IamAt> commands) {
    var now = clock.now();
    var locations = commands.stream().map(command -> location(command, now)).toList();
    var offers =
        locations.stream()
            .filter(location -> !clock.isTooFarAhead(location.timeNanos(), now))
            .map(Offer::new)
            .toList();
    store.offerNow(offers);
    var offered = offers.iterator();
    return locations.stream()
        .map(
            location ->
                clock.isTooFarAhead(location.timeNanos(), now)
                    ? new Recorded(location, CommandOutcome.IAMAT_TOO_FAR_AHEAD, null)
                    : recorded(location, offered.next()))
        .toList();
  }

  private static Recorded recorded(ClientLocation location, Offer offer) {
    try {
      return new Recorded(location, outcome(offer.outcome()), null);
    } catch (StoreUnavailableException e) {
      return new Recorded(location, CommandOutcome.IAMAT_FAILED, e);
    }
  }

  private ClientLocation location(IamAt command, long now) {
    return new ClientLocation(
        self,
        Timestamps.renderDifference(now - command.timeNanos()),
        command.client(),
        command.location(),
        command.time());
  }

  private static CommandOutcome outcome(Outcome outcome) {
    return switch (outcome) {
      case NEWER -> CommandOutcome.IAMAT_NEWER;
      case SAME -> CommandOutcome.IAMAT_SAME;
      case OLDER -> CommandOutcome.IAMAT_OLDER;
      case EXPIRED -> CommandOutcome.IAMAT_EXPIRED;
      case FULL -> CommandOutcome.IAMAT_FULL;
    };
  }

  private Answer reply(IamAt command, ClientLocation location, Outcome outcome) {
    var became = outcome(outcome);
    return switch (outcome) {
      case NEWER, SAME, OLDER -> answer(location, became);
      case EXPIRED, FULL -> refuse(command, became);
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
