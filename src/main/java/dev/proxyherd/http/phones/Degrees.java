package dev.proxyherd.http.phones;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Coordinates as phones write them: decimal degrees, also as {@code 9.9E-5}, which is what a double
 * near the equator looks like.
 */
final class Degrees {
  static final int MAX_LATITUDE = 90;
  static final int MAX_LONGITUDE = 180;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");

  /** A ten-thousandth of a millimetre; phones know a metre. */
  private static final int DECIMALS = 12;

  private Degrees() {}

  /** A number, or a text that is one. */
  static Optional<BigDecimal> of(JsonNode value, int max) {
    if (value.isString()) {
      return of(value.asString(), max);
    }
    return value.isNumber() ? within(value.decimalValue(), max) : Optional.empty();
  }

  static Optional<BigDecimal> of(String text, int max) {
    return NUMBER.matcher(text).matches() ? within(new BigDecimal(text), max) : Optional.empty();
  }

  private static Optional<BigDecimal> within(BigDecimal value, int max) {
    if (value.abs().compareTo(BigDecimal.valueOf(max)) > 0) {
      return Optional.empty();
    }
    if (value.scale() <= DECIMALS) {
      return Optional.of(value);
    }
    // What is tiny is not rounded, since that could mean to write down a billion noughts.
    var isTiny = (long) value.scale() - value.precision() > DECIMALS;
    return Optional.of(isTiny ? BigDecimal.ZERO : value.setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }
}
