package dev.proxyherd.places.gazetteer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A place on its way into a {@linkplain PlaceFileWriter file of places}. One that breaks a limit
 * cannot be made.
 *
 * @param id what WHATSAT says as {@code place_id}: lasting, and unlike all others. Empty where none
 *     is known: then it is made of name and coordinates
 * @param name not blank
 * @param latitude degrees, north positive, -90 to 90; kept to 1e-7 degrees, which is 1 cm
 * @param longitude degrees, east positive, -180 to 180; likewise
 * @param types what kind of place it is, best by Google's names, each of up to {@value
 *     #MAX_TYPE_BYTES} bytes and not blank; up to {@value #MAX_TYPES}, may be none
 * @param vicinity in words, where it is: "Los Angeles County, California"; may be empty
 * @param prominence the more, the sooner it is named where places rank by prominence: inhabitants,
 *     say. Any finite number; 0 where it is not known
 */
public record ImportedPlace(
    String id,
    String name,
    double latitude,
    double longitude,
    List<String> types,
    String vicinity,
    double prominence) {
  /** The longest id, name or vicinity, in UTF-8. */
  public static final int MAX_TEXT_BYTES = 1_000;

  public static final int MAX_TYPE_BYTES = 100;
  public static final int MAX_TYPES = 32;

  private static final int MAX_LATITUDE = 90;
  private static final int MAX_LONGITUDE = 180;

  /**
   * @throws IllegalArgumentException says, for whoever made the data, which limit is broken
   */
  public ImportedPlace {
    types = List.copyOf(types);
    requireLength("id", id, MAX_TEXT_BYTES);
    requireLength("name", name, MAX_TEXT_BYTES);
    requireLength("vicinity", vicinity, MAX_TEXT_BYTES);
    require(!name.isBlank(), "it has no name");
    requireWithin("latitude", latitude, MAX_LATITUDE);
    requireWithin("longitude", longitude, MAX_LONGITUDE);
    require(types.size() <= MAX_TYPES, "it has more than " + MAX_TYPES + " types");
    for (var type : types) {
      require(!type.isBlank(), "one of its types is blank");
      requireLength("type", type, MAX_TYPE_BYTES);
    }
    require(Double.isFinite(prominence), "its prominence is no finite number");
  }

  private static void requireLength(String what, String text, int maxBytes) {
    // No character takes more than three bytes, so most texts need not be encoded to be measured.
    require(
        3 * text.length() <= maxBytes || text.getBytes(StandardCharsets.UTF_8).length <= maxBytes,
        "its " + what + " is longer than " + maxBytes + " bytes");
  }

  private static void requireWithin(String what, double degrees, int max) {
    // Not a number is within nothing.
    require(
        Math.abs(degrees) <= max,
        "its " + what + " is " + degrees + ", and not from -" + max + " to " + max);
  }

  private static void require(boolean good, String otherwise) {
    if (!good) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
