package dev.proxyherd.location;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash that is the same at every member and in every version: members compare sums of it.
 * Without a key: made against chance, not against somebody who looks for collisions.
 *
 * <p>The state begins as the length. For each 8 bytes as a little-endian number, the last filled up
 * with zeros, it is xor-ed with them, multiplied by 0x9E3779B97F4A7C15 and xor-ed with its own
 * upper half: steps that can all be undone, so that texts that differ in 8 bytes never collide. At
 * the end come the two rounds of SplitMix64, so that sums of it are as good as random.
 */
final class RecordHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private RecordHash() {}

  static long of(byte[] bytes) {
    var hash = (long) bytes.length;
    var position = 0;
    for (; position <= bytes.length - Long.BYTES; position += Long.BYTES) {
      hash = mix(hash ^ (long) WORDS.get(bytes, position));
    }
    if (position < bytes.length) {
      var rest = 0L;
      for (var shift = 0; position < bytes.length; position++, shift += Byte.SIZE) {
        rest |= (bytes[position] & 0xFFL) << shift;
      }
      hash = mix(hash ^ rest);
    }
    return finish(hash);
  }

  private static long mix(long state) {
    var product = state * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }

  private static long finish(long state) {
    var hash = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return hash ^ (hash >>> 31);
  }
}
