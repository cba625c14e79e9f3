package dev.proxyherd.command;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.near.NearIndex;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.WhosAt;

/** Answers which clients are near a client. */
final class WhosAtService {
  private static final int METRES = 1000;
  private static final int USUAL_LINE = 100;

  private final Latecomers latecomers;
  private final NearIndex clients;

  WhosAtService(Latecomers latecomers, NearIndex clients) {
    this.latecomers = latecomers;
    this.clients = clients;
  }

  /**
   * Asks the index, which may have to be built.
   *
   * @return the AT lines of the others, nearest first, and an empty line; for a client never heard
   *     of the refusal
   */
  Answer handle(WhosAt command) {
    var location = latecomers.find(command.client(), command.patience());
    if (location.isEmpty()) {
      return new Answer(CommandOutcome.WHOSAT_UNKNOWN_CLIENT, LineWriter.refusal(command.line()));
    }
    var here =
        Coordinates.parse(location.get().location())
            .orElseThrow(() -> new IllegalStateException("stored without a location: " + location));
    var answer = new LineWriter(USUAL_LINE * (command.bound() + 1));
    // One more, since the client itself is among them, or nearly always.
    clients.near(here, command.radiusKm() * METRES, command.bound() + 1).stream()
        .filter(near -> !near.location().client().equals(command.client()))
        .limit(command.bound())
        .forEach(near -> answer.at(near.location()));
    return new Answer(CommandOutcome.WHOSAT_ANSWERED, answer.emptyLine().toBytes());
  }
}
