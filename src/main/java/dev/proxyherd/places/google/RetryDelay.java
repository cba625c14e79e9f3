package dev.proxyherd.places.google;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a source asks not to be asked again. */
final class RetryDelay {
  /** More is a mistake: quotas open again within a day. */
  static final Duration MAX = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final Pattern PROTOBUF = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");

  private RetryDelay() {}

  /** Of the header {@code Retry-After}: seconds, or a date. Null if it says nothing. */
  static @Nullable Duration ofHeader(@Nullable String value, Instant now) {
    if (value == null) {
      return null;
    }
    var text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(now, date));
    } catch (DateTimeException other) {
      return null;
    }
  }

  /** Of a {@code google.rpc.RetryInfo}: {@code "30s"}, {@code "0.25s"}. Null if it says nothing. */
  static @Nullable Duration ofRetryInfo(@Nullable String value) {
    var seconds = PROTOBUF.matcher(value == null ? "" : value);
    return seconds.matches()
        ? bounded(Duration.ofNanos(new BigDecimal(seconds.group(1)).movePointRight(9).longValue()))
        : null;
  }

  /** The longer of two: to come too early is to be refused again. */
  static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration bounded(Duration delay) {
    return delay.isNegative() ? Duration.ZERO : delay.compareTo(MAX) > 0 ? MAX : delay;
  }
}
