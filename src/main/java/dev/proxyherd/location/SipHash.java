package dev.proxyherd.location;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-1-3 (Aumasson and Bernstein), a hash with a secret key, made for tables whose keys are
 * chosen by somebody else: who does not know the key cannot find names that fall together.
 */
final class SipHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int FINAL_ROUNDS = 3;

  private final long key0;
  private final long key1;

  SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** With a key that nobody knows. */
  static SipHash withRandomKey() {
    var random = new SecureRandom();
    return new SipHash(random.nextLong(), random.nextLong());
  }

  /** Of the bytes from {@code start} up to {@code end}, which is excluded. */
  long hash(byte[] bytes, int start, int end) {
    var v0 = key0 ^ 0x736f6d6570736575L;
    var v1 = key1 ^ 0x646f72616e646f6dL;
    var v2 = key0 ^ 0x6c7967656e657261L;
    var v3 = key1 ^ 0x7465646279746573L;
    var words = (end - start) / Long.BYTES;
    // One round a word, one for the rest with the length on top of it, and three at the end.
    for (var round = 0; round <= words + FINAL_ROUNDS; round++) {
      var word = 0L;
      if (round < words) {
        word = (long) WORDS.get(bytes, start + round * Long.BYTES);
      } else if (round == words) {
        word = ((long) (end - start) << 56) | rest(bytes, start + round * Long.BYTES, end);
      } else if (round == words + 1) {
        v2 ^= 0xff;
      }
      v3 ^= word;
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      v0 ^= word;
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private static long rest(byte[] bytes, int start, int end) {
    var word = 0L;
    for (var i = start; i < end; i++) {
      word |= (bytes[i] & 0xFFL) << (Byte.SIZE * (i - start));
    }
    return word;
  }
}
