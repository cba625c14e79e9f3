package dev.proxyherd.location;

/**
 * Decimal numbers as they stand in the protocol: ASCII digits with an optional fraction, no sign,
 * no exponent. Bounds are held on the digits, so that no rounding lets a value through.
 */
public final class Decimals {
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

  static boolean isDigitAt(ByteString text, int position) {
    return position < text.length() && text.at(position) >= '0' && text.at(position) <= '9';
  }
}
