package dev.proxyherd.command;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.WhatsAt;
import java.util.Set;

/** Answers what is near a client. */
public final class WhatsAtService {
  private static final int METRES = 1000;
  private static final int USUAL_REPLY = 8 * 1024;
  private static final Set<String> GOOD = Set.of("OK", "ZERO_RESULTS");

  private final Latecomers latecomers;
  private final Places places;

  WhatsAtService(Latecomers latecomers, Places places) {
    this.latecomers = latecomers;
    this.places = places;
  }

  /** Whether to answer may take a while: for the places source, or until the client is known. */
  public boolean mayWait(WhatsAt command) {
    return !places.isImmediate()
        || (!command.patience().isZero() && latecomers.isUnknown(command.client()));
  }

  /**
   * Asks the places source, and waits for it.
   *
   * @return the client's AT line and the places, or for a client never heard of the refusal
   */
  Answer handle(WhatsAt command) {
    var location = latecomers.find(command.client(), command.patience());
    if (location.isEmpty()) {
      return new Answer(CommandOutcome.WHATSAT_UNKNOWN_CLIENT, LineWriter.refusal(command.line()));
    }
    var answer =
        places.near(
            new PlacesQuery(
                coordinates(location.get()), command.radiusKm() * METRES, command.bound()));
    return new Answer(
        GOOD.contains(answer.status())
            ? CommandOutcome.WHATSAT_ANSWERED
            : CommandOutcome.WHATSAT_NO_PLACES,
        new LineWriter(USUAL_REPLY).at(location.get()).places(answer.utf8()).toBytes());
  }

  private static Coordinates coordinates(ClientLocation location) {
    return Coordinates.parse(location.location())
        .orElseThrow(() -> new IllegalStateException("stored without a location: " + location));
  }
}
