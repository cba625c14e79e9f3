package dev.proxyherd.location;

import java.time.InstantSource;

/**
 * POSIX times as they stand in the protocol: seconds since 1970 with an optional fraction, handled
 * as whole nanoseconds. No floating point: nine decimals are exact.
 */
public final class Timestamps {
  /** What {@link #parse} answers for a text that is not a time. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final int DECIMALS = 9;
  private static final long NANOS = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

  private Timestamps() {}

  /** The source's time in nanoseconds since 1970. */
  public static long now(InstantSource clock) {
    var now = clock.instant();
    return now.getEpochSecond() * NANOS + now.getNano();
  }

  /**
   * Reads digits and an optional fraction: no sign, no exponent. Decimals beyond the ninth are
   * checked and not counted.
   *
   * @return nanoseconds since 1970; {@link #INVALID} for any other text, and for a time that the
   *     type cannot hold, which is centuries ahead
   */
  public static long parse(ByteString text) {
    var position = 0;
    var seconds = 0L;
    while (Decimals.isDigitAt(text, position)) {
      seconds = seconds * 10 + text.at(position) - '0';
      if (seconds > MAX_SECONDS) {
        return INVALID;
      }
      position++;
    }
    if (position == 0) {
      return INVALID;
    }
    if (position == text.length()) {
      return seconds * NANOS;
    }
    if (text.at(position) != '.' || position + 1 == text.length()) {
      return INVALID;
    }
    var nanos = fraction(text, position + 1);
    return nanos < 0 ? INVALID : seconds * NANOS + nanos;
  }

  private static long fraction(ByteString text, int start) {
    var nanos = 0L;
    for (var position = start; position < text.length(); position++) {
      if (!Decimals.isDigitAt(text, position)) {
        return -1;
      }
      if (position < start + DECIMALS) {
        nanos = nanos * 10 + text.at(position) - '0';
      }
    }
    for (var missing = text.length() - start; missing < DECIMALS; missing++) {
      nanos *= 10;
    }
    return nanos;
  }

  /**
   * Renders a time as {@link #parse} reads it: always nine decimals.
   *
   * @param nanos since 1970, not negative
   */
  public static ByteString render(long nanos) {
    var signed = renderDifference(nanos);
    return signed.slice(1, signed.length());
  }

  /** Renders a difference in nanoseconds as seconds: always a sign, always nine decimals. */
  public static ByteString renderDifference(long nanos) {
    var magnitude = Math.abs(nanos);
    var seconds = magnitude / NANOS;
    var whole = 1;
    for (var rest = seconds; rest >= 10; rest /= 10) {
      whole++;
    }
    var text = new byte[1 + whole + 1 + DECIMALS];
    var position = text.length - 1;
    for (var rest = magnitude % NANOS; position > whole + 1; position--, rest /= 10) {
      text[position] = (byte) ('0' + rest % 10);
    }
    text[position--] = '.';
    for (var rest = seconds; position > 0; position--, rest /= 10) {
      text[position] = (byte) ('0' + rest % 10);
    }
    text[0] = (byte) (nanos < 0 ? '-' : '+');
    return ByteString.wrap(text);
  }

  /**
   * Reads what {@link #renderDifference} writes.
   *
   * @return nanoseconds; {@link #INVALID} for any other text
   */
  public static long parseDifference(ByteString text) {
    var point = text.length() - 1 - DECIMALS;
    if (point < 2 || text.at(point) != '.' || (text.at(0) != '+' && text.at(0) != '-')) {
      return INVALID;
    }
    var magnitude = parse(text.slice(1, text.length()));
    if (magnitude == INVALID) {
      return INVALID;
    }
    return text.at(0) == '-' ? -magnitude : magnitude;
  }
}
