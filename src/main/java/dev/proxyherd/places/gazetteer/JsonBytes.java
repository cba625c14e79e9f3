package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.places.NearbySearch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON in the making, in UTF-8: what the gazetteer has in bytes is copied, and never a String on
 * its way to the client.
 */
final class JsonBytes {
  private static final int DEGREE = 100_000;

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

  /** Appends a text of the column as a JSON string. */
  JsonBytes quote(TextColumn texts, int index) {
    var from = texts.start(index);
    var to = texts.end(index);
    for (var at = from; at < to; at++) {
      if (needsEscape(texts.bytes()[at])) {
        var quoted = new StringBuilder();
        NearbySearch.quote(quoted, texts.get(index));
        return append(utf8(quoted.toString()));
      }
    }
    return append((byte) '"').append(texts.bytes(), from, to).append((byte) '"');
  }

  /** Bytes beyond ASCII are negative, and part of a character that needs none. */
  private static boolean needsEscape(byte character) {
    return character >= 0 && (character < ' ' || character == '"' || character == '\\');
  }

  /** Appends degrees, exact and no longer than need be: -11840000 is -118.4. */
  JsonBytes degrees(int hundredThousandths) {
    if (hundredThousandths < 0) {
      append((byte) '-');
    }
    var magnitude = Math.abs(hundredThousandths);
    digits(magnitude / DEGREE, leading(magnitude / DEGREE));
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

  private static int leading(int number) {
    var unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    return unit;
  }

  private void digits(int number, int leading) {
    for (var unit = leading; unit > 0; unit /= 10) {
      append((byte) ('0' + number / unit % 10));
    }
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
