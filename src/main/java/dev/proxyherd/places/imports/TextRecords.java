package dev.proxyherd.places.imports;

import java.io.IOException;
import java.io.Reader;

/** A text in pieces, mostly lines, of which none takes more memory than a bound. */
final class TextRecords {
  private final Reader in;
  private final char delimiter;
  private final int maxChars;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder record = new StringBuilder();
  private int at;
  private int end;
  private long lineAhead = 1;
  private long line;
  private boolean tooLong;

  /**
   * @param delimiter behind each record, or before it
   * @param maxChars what goes beyond is not kept
   */
  TextRecords(Reader in, char delimiter, int maxChars) {
    this.in = in;
    this.delimiter = delimiter;
    this.maxChars = maxChars;
  }

  /** Goes to the next record that is not blank. */
  boolean next() throws IOException {
    while (readOne()) {
      if (tooLong || !isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** The record, without its delimiter. */
  String text() {
    return record.toString();
  }

  /** Whether there is more of it than {@link #text()} says. */
  boolean isTooLong() {
    return tooLong;
  }

  /** In which line it begins, counted from 1. */
  long line() {
    return line;
  }

  private boolean isBlank() {
    for (var index = 0; index < record.length(); index++) {
      if (!Character.isWhitespace(record.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  private boolean readOne() throws IOException {
    record.setLength(0);
    tooLong = false;
    line = lineAhead;
    for (var read = false; ; read = true) {
      if (at == end && !fill()) {
        return read;
      }
      var from = at;
      while (at < end && buffer[at] != delimiter) {
        lineAhead += buffer[at++] == '\n' ? 1 : 0;
      }
      var kept = Math.min(at - from, maxChars - record.length());
      record.append(buffer, from, kept);
      tooLong |= kept < at - from;
      if (at < end) {
        lineAhead += buffer[at++] == '\n' ? 1 : 0;
        return true;
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
