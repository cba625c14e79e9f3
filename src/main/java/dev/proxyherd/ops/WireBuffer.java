package dev.proxyherd.ops;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Records that many threads append, without waiting for each other, until one closes the buffer and
 * reads them.
 */
final class WireBuffer {
  /** Returned in place of a position: no room for the record. */
  static final int FULL = -1;

  /** Returned in place of a position: another buffer is in use by now. */
  static final int CLOSED = -2;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int WORD = Long.BYTES;
  private static final long PAUSE_NANOS = 20_000;

  private final byte[] bytes;

  /** Up to where the bytes are taken; {@link #CLOSED}. */
  private final AtomicInteger end = new AtomicInteger(CLOSED);

  private int used;

  WireBuffer(int size) {
    // Whole words: views of an array want to be aligned.
    bytes = new byte[size & -WORD];
  }

  byte[] bytes() {
    return bytes;
  }

  int getInt(int position) {
    return (int) INT.get(bytes, position);
  }

  void putInt(int position, int value) {
    INT.set(bytes, position, value);
  }

  long getLong(int position) {
    return (long) LONG.get(bytes, position);
  }

  void putLong(int position, long value) {
    LONG.set(bytes, position, value);
  }

  /** Where a record begins that follows one which ends here. */
  static int following(int end) {
    return (end + WORD - 1) & -WORD;
  }

  /** Takes room for a record: its position, {@link #FULL} or {@link #CLOSED}. */
  int take(int size) {
    var room = following(size);
    while (true) {
      var position = end.get();
      if (position < 0) {
        return CLOSED;
      }
      if (room > bytes.length - position) {
        return FULL;
      }
      if (end.compareAndSet(position, position + room)) {
        return position;
      }
    }
  }

  /**
   * Says that a record is complete in the room that was taken for it, by its first field: {@code
   * size}, which is not 0.
   */
  void complete(int position, int size) {
    VarHandle.releaseFence();
    INT.set(bytes, position, size);
  }

  /** The size of the record that begins here, once it is complete. */
  int await(int position) {
    var size = (int) INT.get(bytes, position);
    while (size == 0) {
      // Whoever is at it copies a line and waits for nobody, but its processor may be wanted.
      LockSupport.parkNanos(PAUSE_NANOS);
      size = (int) INT.get(bytes, position);
    }
    VarHandle.acquireFence();
    return size;
  }

  /** Up to where the bytes are taken. */
  int end() {
    return end.get();
  }

  /** Begins anew, empty. For the reading thread, which must have closed it and read it all. */
  void open() {
    Arrays.fill(bytes, 0, used, (byte) 0);
    end.set(0);
  }

  /** Ends appending; the last records may not be complete yet. */
  void close() {
    used = end.getAndSet(CLOSED);
  }

  /** Where the records ended when this was closed. */
  int used() {
    return used;
  }
}
