package dev.proxyherd.store;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What stands in the database; {@link Rows} writes it. A key begins with a letter: {@code c} and a
 * client's name, {@code s} and a sender's name, {@code m} and a word about the store itself.
 *
 * <ul>
 *   <li>{@code c}: the change number in 8 bytes, then the record's five fields as on the wire
 *   <li>{@code s}: the sender's number in 8 bytes, then its epoch
 *   <li>{@code mformat}, {@code mmember}, {@code mepoch}: a text
 *   <li>{@code mfingerprint}: a {@link Fingerprint}
 * </ul>
 */
final class RecordCodec {
  static final byte CLIENT = 'c';
  static final byte SENDER = 's';
  private static final byte META = 'm';

  private RecordCodec() {}

  static byte[] metaKey(String word) {
    var key = new byte[1 + word.length()];
    key[0] = META;
    ByteString.of(word).copyTo(key, 1);
    return key;
  }

  /**
   * Reads a client's record.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Change change(byte[] value) {
    var fields = ByteString.wrap(value).slice(Long.BYTES, value.length);
    return new Change(ClientLocation.parse(fields), ByteBuffer.wrap(value).getLong());
  }

  static Receipt receipt(byte[] key, byte[] value) {
    return new Receipt(
        new String(key, 1, key.length - 1, StandardCharsets.UTF_8),
        new String(value, Long.BYTES, value.length - Long.BYTES, StandardCharsets.UTF_8),
        ByteBuffer.wrap(value).getLong());
  }
}
