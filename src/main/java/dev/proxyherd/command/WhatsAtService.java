package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.WhatsAt;
import java.time.Duration;
import java.util.Optional;
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
    return latecomers.mayWait()
        || !places.isImmediate()
        || (!command.patience().isZero() && latecomers.isUnknown(command.client()));
  }

  /**
   * Where a client is, and what is near it.
   *
   * @param outcome {@link CommandOutcome#WHATSAT_ANSWERED}, or that the places source failed
   */
  public record Surroundings(
      ClientLocation location, PlacesAnswer places, CommandOutcome outcome) {}

  /**
   * The client's record; of one not heard of, as soon as it comes, within the patience. May wait:
   * not for event loops.
   */
  public Optional<ClientLocation> find(ByteString client, Duration patience) {
    return latecomers.find(client, patience);
  }

  /**
   * Asks the places source what is near a client, and waits for both.
   *
   * @param radiusKm more than 0, at most 50
   * @param bound at most how many places, 1 to 20
   * @return empty for a client never heard of
   */
  public Optional<Surroundings> ask(
      ByteString client, double radiusKm, int bound, Duration patience) {
    return latecomers
        .find(client, patience)
        .map(
            location -> {
              var answer =
                  places.near(new PlacesQuery(coordinates(location), radiusKm * METRES, bound));
              return new Surroundings(
                  location,
                  answer,
                  GOOD.contains(answer.status())
                      ? CommandOutcome.WHATSAT_ANSWERED
                      : CommandOutcome.WHATSAT_NO_PLACES);
            });
  }

  /**
   * Asks the places source, and waits for it.
   *
   * @return the client's AT line and the places, or for a client never heard of the refusal
   */
  Answer handle(WhatsAt command) {
    return ask(command.client(), command.radiusKm(), command.bound(), command.patience())
        .map(WhatsAtService::answer)
        .orElseGet(
            () ->
                new Answer(
                    CommandOutcome.WHATSAT_UNKNOWN_CLIENT, LineWriter.refusal(command.line())));
  }

  private static Answer answer(Surroundings found) {
    return new Answer(
        found.outcome(),
        new LineWriter(USUAL_REPLY).at(found.location()).places(found.places().utf8()).toBytes());
  }

  private static Coordinates coordinates(ClientLocation location) {
    return Coordinates.parse(location.location())
        .orElseThrow(() -> new IllegalStateException("stored without a location: " + location));
  }
}
