package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * Splits a line into its fields: runs of bytes other than space, tab, VT, FF, CR and LF, separated
 * by one or more of these. A cursor, since almost every line has a known number of fields.
 */
final class Fields {
  private final ByteString line;
  private int position;

  Fields(ByteString line) {
    this.line = line;
  }

  /** The next field; empty behind the last one, which a field never is. */
  ByteString next() {
    while (position < line.length() && isWhitespace(line.at(position))) {
      position++;
    }
    var start = position;
    while (position < line.length() && !isWhitespace(line.at(position))) {
      position++;
    }
    return line.slice(start, position);
  }

  static boolean isWhitespace(byte character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }
}
