package dev.proxyherd.ops;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Lines of the wire log, as they are to stand in the file.
 *
 * <p>Of what others sent, printable ASCII stands as it came; every other byte, and the backslash,
 * as {@code \xNN}. So nobody can end a line, colour a terminal, or write the {@code …} that this
 * class alone puts in.
 */
final class WireText {
  /** More than any one line needs. */
  static final int ROOM = 8 * 1024;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] RECEIVED = ascii(" <- ");
  private static final byte[] SENT = ascii(" -> ");
  private static final byte[] ELLIPSIS = "… ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] MORE = ascii(" bytes more");
  private static final long SECOND = 1_000_000_000L;
  private static final int SECOND_CHARACTERS = "2026-11-21T09:16:57".length();

  private byte[] out = new byte[ROOM];
  private int length;
  private int lines;
  private long offset;
  private long second = Long.MIN_VALUE;
  private byte[] secondText = {};

  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  /** How many lines there are. */
  int lines() {
    return lines;
  }

  void clear() {
    length = 0;
    lines = 0;
  }

  /**
   * Appends one line, or the next of a block's.
   *
   * @param record where the record begins
   * @param from where its line begins
   * @param end where the record ends
   * @return where the record's next line begins; the record's end when there is none
   */
  int append(WireBuffer buffer, int record, int from, int end) {
    room();
    var source = buffer.bytes();
    var omitted = buffer.getInt(record + WireRecord.OMITTED);
    prefix(buffer, record);
    var kind = source[record + WireRecord.KIND] & WireRecord.KIND_MASK;
    var next = end;
    var textEnd = end;
    switch (kind) {
      case WireRecord.RECEIVED -> raw(RECEIVED);
      case WireRecord.SENT -> {
        // Of several lines, the first: found here, not on the way of a command.
        raw(SENT);
        textEnd = lineEnd(source, from, end);
        omitted += Math.max(0, end - textEnd - 1);
      }
      case WireRecord.SENT_BLOCK -> {
        raw(SENT);
        textEnd = lineEnd(source, from, end);
        next = Math.min(textEnd + 1, end);
      }
      default -> one(' ');
    }
    var shown = Math.min(textEnd, from + WireRecord.MAX_TEXT);
    escaped(source, from, shown);
    omitted += textEnd - shown;
    if (omitted > 0) {
      raw(ELLIPSIS);
      number(omitted);
      raw(MORE);
    }
    one('\n');
    lines++;
    return next;
  }

  /** Where a record's text begins. */
  static int text(WireBuffer buffer, int record) {
    return record + WireRecord.HEADER + buffer.bytes()[record + WireRecord.NAME_LENGTH];
  }

  private static int lineEnd(byte[] source, int from, int end) {
    var at = from;
    while (at < end && source[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Appends what takes the place of lines that were left out. Not counted as a line. */
  void appendLeftOut(long timeNanos, long count) {
    room();
    time(timeNanos);
    one(' ');
    raw(ELLIPSIS);
    number(count);
    raw(ascii(count == 1 ? " line left out\n" : " lines left out\n"));
  }

  /** What to add to a record's time to have nanoseconds since 1970. */
  void clock(long offsetNanos) {
    offset = offsetNanos;
  }

  private void prefix(WireBuffer buffer, int record) {
    var source = buffer.bytes();
    time(offset + buffer.getLong(record + WireRecord.TIME));
    one(' ');
    one((source[record + WireRecord.KIND] & WireRecord.CLIENT) == 0 ? 'p' : 'c');
    number(buffer.getLong(record + WireRecord.CONNECTION));
    var name = source[record + WireRecord.NAME_LENGTH];
    if (name > 0) {
      one(' ');
      escaped(source, record + WireRecord.HEADER, record + WireRecord.HEADER + name);
    }
  }

  private void time(long nanos) {
    var seconds = Math.floorDiv(nanos, SECOND);
    if (seconds != second) {
      second = seconds;
      secondText = ascii(Instant.ofEpochSecond(seconds).toString());
    }
    System.arraycopy(secondText, 0, out, length, SECOND_CHARACTERS);
    length += SECOND_CHARACTERS;
    one('.');
    var micros = (int) (Math.floorMod(nanos, SECOND) / 1000);
    for (var position = length + 5; position >= length; position--) {
      out[position] = (byte) ('0' + micros % 10);
      micros /= 10;
    }
    length += 6;
    one('Z');
  }

  private void number(long value) {
    var digits = 1;
    for (var rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    var rest = value;
    for (var position = length + digits - 1; position >= length; position--) {
      out[position] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void escaped(byte[] source, int from, int to) {
    var run = from;
    for (var i = plain(source, from, to); i < to; i++) {
      var b = source[i];
      if (b < ' ' || b == 0x7f || b == '\\') {
        raw(source, run, i);
        one('\\');
        one('x');
        one(HEX.toHighHexDigit(b));
        one(HEX.toLowHexDigit(b));
        run = i + 1;
      }
    }
    raw(source, run, to);
  }

  /** Skips, eight bytes at a time, what need not be escaped. */
  private static int plain(byte[] source, int from, int to) {
    var at = from;
    while (at + Long.BYTES <= to && isPlain((long) LONG.get(source, at))) {
      at += Long.BYTES;
    }
    return at;
  }

  /** Whether none of eight bytes is below a space, DEL, a backslash, or beyond ASCII. */
  private static boolean isPlain(long eight) {
    var backslash = eight ^ '\\' * ONES;
    var suspects =
        eight | (eight - ' ' * ONES) | (eight + ONES) | ((backslash - ONES) & ~backslash);
    return (suspects & TOPS) == 0;
  }

  private void raw(byte[] source) {
    raw(source, 0, source.length);
  }

  private void raw(byte[] source, int from, int to) {
    System.arraycopy(source, from, out, length, to - from);
    length += to - from;
  }

  private void one(char character) {
    out[length++] = (byte) character;
  }

  private void room() {
    if (out.length - length < ROOM) {
      out = Arrays.copyOf(out, 2 * out.length + ROOM);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
