package dev.proxyherd.places.google;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.PlacesQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the places of an answer have to be, for it to be the answer to what was asked.
 *
 * <p>A cache or a proxy that mixes up its callers would tell a client what is near another one. Not
 * every place outside of the circle says so: Google names towns and parks whose middle is far off.
 * So an answer counts as another's only if all of its places are far outside.
 *
 * @param farAnswers whether such an answer is refused
 */
record AnswerArea(GoogleProperties.FarAnswers farAnswers) {
  /** How far outside of the circle is far. */
  static final int MARGIN_METRES = 100_000;

  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  /**
   * Checks the answer to a query.
   *
   * @param places where those are that say where they are
   * @throws GoogleApi.UnreadableAnswerException if there are any, and all are far outside
   */
  void check(List<Coordinates> places, PlacesQuery query) {
    var far = query.radiusMetres() + MARGIN_METRES;
    if (farAnswers == GoogleProperties.FarAnswers.REFUSE
        && !places.isEmpty()
        && places.stream().allMatch(place -> metres(query.center(), place) > far)) {
      // How far would tell whoever reads it where another client is.
      throw new GoogleApi.UnreadableAnswerException(
          "all of its places lie more than 100 km outside of the circle, as in an answer to"
              + " another request (herd.places.google.far-answers: accept would pass it on)");
    }
  }

  /** The point that two members of an object name; null if they are no numbers on the earth. */
  static @Nullable Coordinates point(JsonSpan object, String latitude, String longitude) {
    var north = degrees(object.member(latitude));
    var east = degrees(object.member(longitude));
    return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? new Coordinates(north, east) : null;
  }

  /** Protocol Buffers leave zeros out of their JSON, and there are places on the equator. */
  private static double degrees(@Nullable JsonSpan number) {
    try {
      return number == null ? 0 : Double.parseDouble(number.raw());
    } catch (NumberFormatException other) {
      return Double.NaN;
    }
  }

  /** Along a great circle. */
  private static double metres(Coordinates one, Coordinates other) {
    var north = Math.toRadians(one.latitude());
    var otherNorth = Math.toRadians(other.latitude());
    var up = Math.sin((otherNorth - north) / 2);
    var along = Math.sin(Math.toRadians(other.longitude() - one.longitude()) / 2);
    var chord = up * up + Math.cos(north) * Math.cos(otherNorth) * along * along;
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
  }
}
