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
   * @return the reply: the location is recorded when this returns
   */
  byte[] handle(IamAt command) {
    var now = clock.now();
    if (clock.isTooFarAhead(command.timeNanos(), now)) {
      counts.count(CommandOutcome.IAMAT_TOO_FAR_AHEAD);
      return LineWriter.refusal(command.line());
    }
    var location =
        new ClientLocation(
            self,
            Timestamps.renderDifference(now - command.timeNanos()),
            command.client(),
            command.location(),
            command.time());
    counts.count(
        switch (store.offer(location)) {
          case NEWER -> CommandOutcome.IAMAT_NEWER;
          case SAME -> CommandOutcome.IAMAT_SAME;
          case OLDER -> CommandOutcome.IAMAT_OLDER;
        });
    return new LineWriter(location.fields().length() + 4).at(location).toBytes();
  }
}
