package dev.proxyherd.location;

import java.util.Optional;

/**
 * A point on the earth in decimal degrees (WGS 84).
 *
 * @param latitude north positive, -90 to 90
 * @param longitude east positive, -180 to 180
 */
public record Coordinates(double latitude, double longitude) {
  private static final int MAX_LATITUDE = 90;
  private static final int MAX_LONGITUDE = 180;

  /**
   * Reads ISO 6709 decimal degrees: a sign and digits with an optional fraction, twice, then an
   * optional {@code /}. Digits are ASCII.
   *
   * @return empty where the text has another form or lies outside the earth's coordinates
   */
  public static Optional<Coordinates> parse(ByteString text) {
    if (!isValid(text)) {
      return Optional.empty();
    }
    var longitudeAt = degreesEnd(text, 0, MAX_LATITUDE);
    var longitudeEnd = degreesEnd(text, longitudeAt, MAX_LONGITUDE);
    return Optional.of(
        new Coordinates(degrees(text, 0, longitudeAt), degrees(text, longitudeAt, longitudeEnd)));
  }

  /** Tells whether {@link #parse} would succeed, at a fraction of its cost. */
  public static boolean isValid(ByteString text) {
    var longitudeAt = degreesEnd(text, 0, MAX_LATITUDE);
    if (longitudeAt < 0) {
      return false;
    }
    var end = degreesEnd(text, longitudeAt, MAX_LONGITUDE);
    return end == text.length() || (end == text.length() - 1 && text.at(end) == '/');
  }

  private static double degrees(ByteString text, int start, int end) {
    var value = Decimals.value(text, start + 1, end);
    return text.at(start) == '-' ? -value : value;
  }

  /** The position behind one signed number; -1 where there is none or it is beyond the bound. */
  private static int degreesEnd(ByteString text, int start, int bound) {
    var signed = start < text.length() && (text.at(start) == '+' || text.at(start) == '-');
    return signed ? Decimals.end(text, start + 1, bound) : -1;
  }
}
