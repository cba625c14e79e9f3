package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A record as the engine holds it; {@code proxyherd.lua} says in which bytes.
 *
 * @param from the neighbour that it was learned from; empty for a client's own word
 */
record Held(ClientLocation location, String from) {
  private static final int HEAD = 2 * Long.BYTES;

  byte[] encode() {
    var name = from.getBytes(StandardCharsets.UTF_8);
    var fields = location.fields();
    var value = new byte[HEAD + name.length + 1 + fields.length()];
    ByteBuffer.wrap(value)
        .putLong(order(location.timeNanos(), location.isForgotten()))
        .putLong(location.recordHash())
        .put(name)
        .put((byte) ' ');
    fields.copyTo(value, HEAD + name.length + 1);
    return value;
  }

  /** Greater for what is newer, as an unsigned number. */
  private static long order(long timeNanos, boolean forgotten) {
    return 2 * timeNanos + (forgotten ? 1 : 0);
  }

  /** What the order of a record is at least that is not before a time. */
  static byte[] bound(long timeNanos) {
    return ByteBuffer.allocate(Long.BYTES).putLong(order(Math.max(0, timeNanos), false)).array();
  }

  /**
   * Reads what {@link #encode} gives.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static Held decode(byte[] value) {
    var end = HEAD;
    while (end < value.length && value[end] != ' ') {
      end++;
    }
    if (end >= value.length) {
      throw new IllegalArgumentException("not a site's record: " + ByteString.wrap(value));
    }
    var from = new String(value, HEAD, end - HEAD, StandardCharsets.UTF_8);
    var fields = ByteString.wrap(value).slice(end + 1, value.length);
    return new Held(ClientLocation.parse(fields), from);
  }
}
