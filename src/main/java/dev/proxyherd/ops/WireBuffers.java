package dev.proxyherd.ops;

import dev.proxyherd.location.ByteString;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two buffers: one is being filled, by any number of threads, while one thread reads the other. */
final class WireBuffers {
  private final int half;
  private volatile WireBuffer filling;
  private WireBuffer spare;
  private volatile @Nullable Thread reader;

  /**
   * @param size bytes of both together
   */
  WireBuffers(int size) {
    half = size / 4;
    filling = new WireBuffer(size / 2);
    spare = new WireBuffer(size / 2);
    filling.open();
  }

  /** Who is to be woken when there is something to do. */
  void setReader(Thread thread) {
    reader = thread;
  }

  /**
   * Appends a record, without waiting for anybody.
   *
   * @param kind one of {@link WireRecord}'s, with {@link WireRecord#CLIENT} or without
   * @param name the neighbour's; empty for none
   * @param text no more than {@link WireRecord#MAX_TEXT}, unless it is a block
   * @param omitted how many bytes came after the text
   * @return false when there is no room for it
   */
  boolean append(int kind, long connection, String name, ByteString text, int omitted) {
    var nameLength = Math.min(name.length(), WireRecord.MAX_NAME);
    var size = WireRecord.HEADER + nameLength + text.length();
    var buffer = filling;
    var at = buffer.take(size);
    while (at == WireBuffer.CLOSED) {
      buffer = filling;
      at = buffer.take(size);
    }
    if (at == WireBuffer.FULL) {
      return false;
    }
    buffer.putLong(at + WireRecord.TIME, System.nanoTime());
    buffer.putLong(at + WireRecord.CONNECTION, connection);
    var bytes = buffer.bytes();
    bytes[at + WireRecord.KIND] = (byte) kind;
    bytes[at + WireRecord.NAME_LENGTH] = (byte) nameLength;
    buffer.putInt(at + WireRecord.OMITTED, omitted);
    var end = at + WireRecord.HEADER;
    for (var i = 0; i < nameLength; i++) {
      bytes[end++] = (byte) name.charAt(i);
    }
    text.copyTo(bytes, end);
    buffer.complete(at, size);
    if (at <= half && at + size > half) {
      LockSupport.unpark(reader);
    }
    return true;
  }

  boolean isHalfFull() {
    return filling.end() > half;
  }

  /** Whether there is something to read. */
  boolean isEmpty() {
    return filling.end() == 0;
  }

  /** Lets the other buffer be filled; returns the one that was, to be read before the next call. */
  WireBuffer swap() {
    var full = filling;
    spare.open();
    filling = spare;
    spare = full;
    full.close();
    return full;
  }
}
