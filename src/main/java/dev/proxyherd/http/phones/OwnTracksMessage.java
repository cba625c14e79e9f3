package dev.proxyherd.http.phones;

import dev.proxyherd.http.ProblemException;
import dev.proxyherd.http.phones.Report.Fix;
import dev.proxyherd.http.phones.Report.Unusable;
import dev.proxyherd.location.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What OwnTracks sends: a JSON object with {@code _type}, of which only {@code location} says where
 * the phone is. The app sends one a request; others in its name send arrays.
 */
final class OwnTracksMessage {
  private static final String TYPE = "_type";
  private static final Unusable MALFORMED = new Unusable(LeftOut.MALFORMED);

  private OwnTracksMessage() {}

  /**
   * Reads a body.
   *
   * @throws ProblemException 400 for a location of which nobody says whose it is
   */
  static List<Report> reports(JsonNode body, OwnTracksSender sender) {
    return body.isArray()
        ? StreamSupport.stream(body.spliterator(), false)
            .map(message -> report(message, sender))
            .toList()
        : List.of(report(body, sender));
  }

  private static Report report(JsonNode message, OwnTracksSender sender) {
    var type = message.path(TYPE).asString("");
    return switch (type) {
      case "" -> MALFORMED;
      case "location" -> location(message, sender.of(message));
      case "encrypted" -> new Unusable(LeftOut.ENCRYPTED);
      default -> new Unusable(LeftOut.OTHER_TYPE);
    };
  }

  private static Report location(JsonNode message, ByteString client) {
    var latitude = Degrees.of(message.path("lat"), Degrees.MAX_LATITUDE);
    var longitude = Degrees.of(message.path("lon"), Degrees.MAX_LONGITUDE);
    if (latitude.isEmpty() || longitude.isEmpty()) {
      return new Unusable(LeftOut.BAD_POSITION);
    }
    var time = message.path("tst");
    if (time.isMissingNode()) {
      return new Fix(client, latitude.get(), longitude.get(), null);
    }
    Optional<String> posix = PhoneTime.of(time);
    return posix.isEmpty()
        ? new Unusable(LeftOut.BAD_TIME)
        : new Fix(client, latitude.get(), longitude.get(), posix.get());
  }
}
