package dev.proxyherd.places.imports;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV text, as RFC 4180 has them: what stands in quotes may have separators and
 * line ends in it, and two quotes for one. A quote within a column that does not begin with one is
 * a character as any other. Lines end by LF, CR LF, or CR.
 */
final class CsvRecords {
  static final int MAX_COLUMNS = 1_000;

  /** The longest record. */
  static final int MAX_CHARS = 1 << 16;

  private static final char QUOTE = '"';

  private final Reader in;
  private final char separator;
  private final char[] buffer = new char[1 << 14];
  private int at;
  private int end;
  private final List<String> columns = new ArrayList<>();
  private final StringBuilder column = new StringBuilder();
  private int pushedBack = -1;
  private int chars;
  private long lineAhead = 1;
  private long line;
  private @Nullable SkipReason fault;

  CsvRecords(Reader in, char separator) {
    this.in = in;
    this.separator = separator;
  }

  /**
   * Goes to the next record that is not blank.
   *
   * @throws ImportException if a quote is not closed: nobody knows what comes behind it
   */
  boolean next() throws IOException, ImportException {
    do {
      columns.clear();
      fault = null;
      chars = 0;
      line = lineAhead;
      var ahead = read();
      if (ahead < 0) {
        return false;
      }
      pushedBack = ahead;
      readRecord();
    } while (fault == null && columns.size() == 1 && columns.getFirst().isBlank());
    return true;
  }

  /** What is wrong with the record, whose columns then mean nothing. */
  @Nullable SkipReason fault() {
    return fault;
  }

  List<String> columns() {
    return columns;
  }

  /** In which line it begins, counted from 1. */
  long line() {
    return line;
  }

  private void readRecord() throws IOException, ImportException {
    int end;
    do {
      column.setLength(0);
      var next = read();
      if (next == QUOTE) {
        readQuoted();
        end = read();
        if (!isEnd(end)) {
          fault = SkipReason.QUOTES;
          end = readPlain(end);
        }
      } else {
        end = readPlain(next);
      }
      if (columns.size() < MAX_COLUMNS) {
        columns.add(column.toString());
      } else {
        fault = SkipReason.COLUMNS;
      }
    } while (end == separator);
  }

  /** Reads up to what ends the column, which it returns. */
  private int readPlain(int first) throws IOException {
    var next = first;
    for (; !isEnd(next); next = read()) {
      append(next);
    }
    return next;
  }

  private void readQuoted() throws IOException, ImportException {
    for (var next = read(); ; next = read()) {
      if (next == QUOTE) {
        next = read();
        if (next != QUOTE) {
          pushedBack = next;
          return;
        }
      } else if (next < 0 || chars > MAX_CHARS) {
        throw new ImportException(
            "line %d: a quote that is not closed, as far as up to line %d"
                .formatted(line, lineAhead));
      }
      append(next);
    }
  }

  private void append(int character) {
    if (++chars > MAX_CHARS) {
      fault = fault == null ? SkipReason.TOO_LONG : fault;
    } else {
      column.append((char) character);
    }
  }

  private boolean isEnd(int character) {
    return character == separator || character == '\n' || character < 0;
  }

  /** The next character; every end of a line is an LF. */
  private int read() throws IOException {
    if (pushedBack != -1) {
      var again = pushedBack;
      pushedBack = -1;
      return again;
    }
    var next = peek();
    at++;
    if (next == '\r') {
      if (peek() == '\n') {
        at++;
      }
      next = '\n';
    }
    lineAhead += next == '\n' ? 1 : 0;
    return next;
  }

  private int peek() throws IOException {
    if (at >= end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end ? buffer[at] : -1;
  }
}
