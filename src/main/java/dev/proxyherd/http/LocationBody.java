package dev.proxyherd.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body that says where a client is: {@code {"latitude": 34.0689, "longitude": -118.4451,
 * "time": "2018-03-02T21:18:54.918963997Z"}}.
 *
 * @param posixTime in seconds since 1970; null where the body says none
 */
record LocationBody(BigDecimal latitude, BigDecimal longitude, @Nullable String posixTime) {
  private static final Set<String> NAMES = Set.of("latitude", "longitude", "time");
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
          .toFormatter();

  /** Seconds that have more digits before their point are no time of this era. */
  private static final BigDecimal TOO_LATE = BigDecimal.TEN.pow(10);

  private static final int MAX_DECIMALS = 20;

  /**
   * Reads one.
   *
   * @throws ProblemException 400, and says what is wrong
   */
  static LocationBody of(JsonNode json) {
    if (!json.isObject()) {
      throw bad("it is no object with latitude and longitude");
    }
    for (var name : json.propertyNames()) {
      if (!NAMES.contains(name)) {
        throw bad("there is no such property here: %.50s".formatted(name));
      }
    }
    return new LocationBody(number(json, "latitude"), number(json, "longitude"), time(json));
  }

  private static BigDecimal number(JsonNode json, String name) {
    var value = json.path(name);
    if (!value.isNumber()) {
      throw bad("%s is %s".formatted(name, value.isMissingNode() ? "missing" : "no number"));
    }
    return value.decimalValue();
  }

  private static @Nullable String time(JsonNode json) {
    var value = json.path("time");
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return posix(value.decimalValue());
    }
    try {
      return Updates.posix(OffsetDateTime.parse(value.asString(""), RFC_3339).toInstant());
    } catch (DateTimeException e) {
      throw bad(
          "time is neither RFC 3339, such as \"2018-03-02T21:18:54.9Z\", nor a number of seconds"
              + " since 1970");
    }
  }

  private static String posix(BigDecimal seconds) {
    if (seconds.signum() < 0
        || seconds.compareTo(TOO_LATE) >= 0
        || seconds.scale() > MAX_DECIMALS) {
      throw bad("time is no number of seconds since 1970, or has more than 20 decimals");
    }
    return seconds.toPlainString();
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.BAD_BODY, detail);
  }
}
