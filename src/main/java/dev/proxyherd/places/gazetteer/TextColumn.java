package dev.proxyherd.places.gazetteer;

import java.nio.charset.StandardCharsets;

/**
 * Many short texts in one array: a String each would cost 56 bytes where these take about 15.
 *
 * @param bytes UTF-8, every text ended by LF
 * @param starts where each text starts, and where the one after the last would
 */
@SuppressWarnings("ArrayRecordComponent") // columns are never compared
record TextColumn(byte[] bytes, int[] starts) {

  /** Splits {@code bytes} at its {@code count} line feeds. */
  static TextColumn of(byte[] bytes, int count) {
    var starts = new int[count + 1];
    var text = 0;
    for (var at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        if (++text > count) {
          break;
        }
        starts[text] = at + 1;
      }
    }
    if (text != count || starts[count] != bytes.length) {
      throw new IllegalArgumentException("a column of texts does not hold " + count + " of them");
    }
    return new TextColumn(bytes, starts);
  }

  String get(int index) {
    return new String(bytes, start(index), end(index) - start(index), StandardCharsets.UTF_8);
  }

  /** Offset of the text's first byte. */
  int start(int index) {
    return starts[index];
  }

  /** Offset after its last. */
  int end(int index) {
    return starts[index + 1] - 1;
  }
}
