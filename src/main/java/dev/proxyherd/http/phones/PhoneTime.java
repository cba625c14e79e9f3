package dev.proxyherd.http.phones;

import dev.proxyherd.http.Updates;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Times in the forms that phones use: seconds or milliseconds since 1970, ISO 8601, or {@code
 * yyyy-MM-dd HH:mm:ss}. What names no time zone is UTC.
 */
final class PhoneTime {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}([.][0-9]{1,20})?");

  /** As seconds, more than 3,000 years ahead; as milliseconds, in 1973. */
  private static final BigDecimal MILLISECONDS_FROM = BigDecimal.TEN.pow(11);

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private PhoneTime() {}

  /** Seconds since 1970 as IAMAT has them; empty for no time, and for one before 1970. */
  static Optional<String> of(JsonNode value) {
    if (value.isString()) {
      return of(value.asString());
    }
    return value.isNumber() ? of(value.decimalValue().toString()) : Optional.empty();
  }

  /** As {@link #of(JsonNode)}. */
  static Optional<String> of(String text) {
    var posix = NUMBER.matcher(text).matches() ? ofNumber(text) : ofDate(text);
    return posix.filter(time -> Timestamps.parse(ByteString.of(time)) != Timestamps.INVALID);
  }

  private static Optional<String> ofNumber(String text) {
    var number = new BigDecimal(text);
    return Optional.of(
        number.compareTo(MILLISECONDS_FROM) < 0
            ? text
            : number.movePointLeft(3).stripTrailingZeros().toPlainString());
  }

  private static Optional<String> ofDate(String text) {
    // The + of an offset is a space where the app has not encoded it.
    var iso =
        text.indexOf('T') < 0 ? text.replaceFirst(" ", "T") : text.replaceFirst(" (?=[0-9])", "+");
    try {
      var parsed = ISO.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
      var time =
          parsed instanceof OffsetDateTime withOffset
              ? withOffset.toInstant()
              : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
      return Optional.of(Updates.posix(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
