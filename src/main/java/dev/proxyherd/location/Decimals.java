package dev.proxyherd.location;

/**
 * Decimal numbers as they stand in the protocol: ASCII digits with an optional fraction, no sign,
 * no exponent. Bounds are held on the digits, so that no rounding lets a value through.
 */
public final class Decimals {
  /** Up to here, a double holds every whole number exactly. */
  private static final long MAX_EXACT = 1L << 53;

  /** All that a double holds exactly. */
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };

  private Decimals() {}

  /**
   * Reads one number.
   *
   * @param start where its first digit is
   * @param bound the greatest value allowed
   * @return the position behind its last digit; -1 where there is no number or it is too great
   */
  public static int end(ByteString text, int start, int bound) {
    var position = start;
    var whole = 0;
    while (isDigitAt(text, position)) {
      whole = Math.min(bound + 1, whole * 10 + text.at(position) - '0');
      position++;
    }
    if (position == start) {
      return -1;
    }
    var beyond = whole > bound;
    if (position < text.length() && text.at(position) == '.') {
      var fraction = ++position;
      while (isDigitAt(text, position)) {
        beyond |= whole == bound && text.at(position) != '0';
        position++;
      }
      if (position == fraction) {
        return -1;
      }
    }
    return beyond ? -1 : position;
  }

  /**
   * The value of a number, to the last bit as {@link Double#parseDouble} has it, at a fraction of
   * its cost for as many digits as clients send: both the digits and the power of ten are exact
   * then, and a division rounds once.
   *
   * @param start where its first digit is
   * @param end the position behind its last digit, as {@link #end} gives it
   */
  static double value(ByteString text, int start, int end) {
    var digits = 0L;
    var decimals = -1;
    for (var i = start; i < end; i++) {
      var isPoint = text.at(i) == '.';
      if (!isPoint) {
        digits = digits * 10 + text.at(i) - '0';
      }
      decimals += isPoint || decimals >= 0 ? 1 : 0;
      if (digits > MAX_EXACT || decimals >= POWERS_OF_TEN.length) {
        return Double.parseDouble(text.slice(start, end).toString());
      }
    }
    return decimals <= 0 ? digits : digits / POWERS_OF_TEN[decimals];
  }

  static boolean isDigitAt(ByteString text, int position) {
    return position < text.length() && text.at(position) >= '0' && text.at(position) <= '9';
  }
}
