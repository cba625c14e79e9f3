package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.places.NearbySearch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in the making, in UTF-8: what the gazetteer has in bytes is copied, and never a String on
 * its way to the client.
 */
final class JsonBytes {
  private static final int DEGREE = (int) PlaceFormat.DEGREE;

  private byte[] bytes;
  private int length;

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Appends what is JSON already. */
  JsonBytes append(byte[] json) {
    return append(json, 0, json.length);
  }

  private JsonBytes append(byte[] json, int from, int to) {
    var count = to - from;
    ensure(count);
    System.arraycopy(json, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends what is JSON already, from a file perhaps. */
  JsonBytes append(MemorySegment json, long from, int count) {
    ensure(count);
    MemorySegment.copy(json, ValueLayout.JAVA_BYTE, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends a text of the column as it stands in a JSON string, without the quotes around it. */
  void escape(TextColumn texts, int index) {
    var from = texts.start(index);
    var to = texts.end(index);
    if (needsEscape(texts.bytes(), from, to)) {
      append(escaped(utf8(texts.get(index))));
    } else {
      append(texts.bytes(), from, to);
    }
  }

  /** The text as it stands in a JSON string, without the quotes around it. */
  static byte[] escaped(byte[] text) {
    if (!needsEscape(text, 0, text.length)) {
      return text;
    }
    var quoted = new StringBuilder();
    NearbySearch.quote(quoted, new String(text, StandardCharsets.UTF_8));
    return utf8(quoted.substring(1, quoted.length() - 1));
  }

  private static boolean needsEscape(byte[] text, int from, int to) {
    for (var at = from; at < to; at++) {
      if (needsEscape(text[at])) {
        return true;
      }
    }
    return false;
  }

  /** Bytes beyond ASCII are negative, and part of a character that needs none. */
  private static boolean needsEscape(byte character) {
    return character >= 0 && (character < ' ' || character == '"' || character == '\\');
  }

  /** Appends degrees, exact and no longer than need be: -1184000000 is -118.4. */
  JsonBytes degrees(int tenMillionths) {
    if (tenMillionths < 0) {
      append((byte) '-');
    }
    var magnitude = Math.abs(tenMillionths);
    number(magnitude / DEGREE);
    var fraction = magnitude % DEGREE;
    if (fraction != 0) {
      append((byte) '.');
      for (var unit = DEGREE / 10; fraction != 0; unit /= 10) {
        append((byte) ('0' + fraction / unit));
        fraction %= unit;
      }
    }
    return this;
  }

  /** Appends a whole number from 0. */
  JsonBytes number(int number) {
    var leading = 1;
    while (number / leading >= 10) {
      leading *= 10;
    }
    for (var unit = leading; unit > 0; unit /= 10) {
      append((byte) ('0' + number / unit % 10));
    }
    return this;
  }

  private JsonBytes append(byte character) {
    ensure(1);
    bytes[length++] = character;
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** What has been appended; nothing may be any more. */
  ByteString toByteString() {
    return ByteString.wrap(bytes).slice(0, length);
  }
}
