package dev.proxyherd.location;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable run of bytes: a line, or a field of one.
 *
 * <p>What clients send is bytes, whether UTF-8 or not, and is echoed byte for byte; a String could
 * not promise that. A slice shares the array of what it was cut from.
 */
public final class ByteString implements Comparable<ByteString> {
  private final byte[] bytes;
  private final int offset;
  private final int length;

  private ByteString(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** Wraps an array, which the caller must not change any more. */
  public static ByteString wrap(byte[] bytes) {
    return new ByteString(bytes, 0, bytes.length);
  }

  /** Encodes a text as UTF-8. */
  public static ByteString of(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the bytes from {@code start} up to {@code end}, which is excluded; copies nothing. */
  public ByteString slice(int start, int end) {
    assert 0 <= start && start <= end && end <= length;
    return new ByteString(bytes, offset + start, end - start);
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte at(int index) {
    return bytes[offset + index];
  }

  /** Copies all bytes into {@code target} and returns the position behind the last of them. */
  public int copyTo(byte[] target, int position) {
    System.arraycopy(bytes, offset, target, position, length);
    return position + length;
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** Whether these bytes stand at a position of an array. */
  boolean isAt(byte[] array, int position) {
    return Arrays.equals(bytes, offset, offset + length, array, position, position + length);
  }

  long hash(SipHash function) {
    return function.hash(bytes, offset, offset + length);
  }

  public boolean equalsAscii(String text) {
    if (length != text.length()) {
      return false;
    }
    for (var i = 0; i < length; i++) {
      if (at(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Orders by unsigned bytes; a prefix comes first. */
  @Override
  public int compareTo(ByteString other) {
    return Arrays.compareUnsigned(
        bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof ByteString other
        && Arrays.equals(
            bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
  }

  @Override
  public int hashCode() {
    var hash = 1;
    for (var i = offset; i < offset + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** Decodes as UTF-8, for people to read: bytes that are not UTF-8 are replaced. */
  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
