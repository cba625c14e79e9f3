package dev.proxyherd.places.imports;

import java.util.regex.Pattern;

/** Numbers as tables have them. */
final class Numbers {
  /** No exponents, and nothing that only Java takes for a number. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,15}(?:[.,]\\d{0,30})?");

  /** With a mark between thousands: 1,234,567 or 1 234 567. */
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:[,. '\u00a0\u202f]\\d{3})+");

  private Numbers() {}

  /** A decimal number, also with a decimal comma; not a number where it is none. */
  static double parse(String text) {
    var trimmed = text.strip();
    return DECIMAL.matcher(trimmed).matches()
        ? Double.parseDouble(trimmed.replace(',', '.'))
        : Double.NaN;
  }

  /** A number of inhabitants, say; 0 where it is none. */
  static double parseOrZero(String text) {
    var trimmed = text.strip();
    var number =
        parse(GROUPED.matcher(trimmed).matches() ? trimmed.replaceAll("\\D", "") : trimmed);
    return Double.isNaN(number) ? 0 : number;
  }
}
