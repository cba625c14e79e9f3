package dev.proxyherd.location;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Optional;

/**
 * The records as bytes, a slot each. In a slot is, in this order:
 *
 * <ul>
 *   <li>4 bytes each: the handles of the records before and after it, by change number
 *   <li>8: its change number
 *   <li>8: its time in nanoseconds since 1970
 *   <li>8: the neighbours, a bit each, that have sent this very record
 *   <li>4: the length of its text
 *   <li>2 bytes each: where the first four of its fields end in its text
 *   <li>its text, the five fields with a space between each two
 * </ul>
 */
final class RecordSlots {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PREVIOUS = 0;
  private static final int NEXT = 4;
  private static final int NUMBER = 8;
  private static final int TIME_NANOS = 16;
  private static final int KNOWN_BY = 24;
  private static final int LENGTH = 32;
  private static final int SERVER_END = 36;
  private static final int DIFFERENCE_END = 38;
  private static final int CLIENT_END = 40;
  private static final int LOCATION_END = 42;
  private static final int TEXT = 44;

  private final Slabs slabs = new Slabs();

  /** What the slot of a record takes at most. */
  static long bytes(ClientLocation location) {
    return Slabs.slotBytes(TEXT + location.length()) + (long) Slabs.SLACK_BYTES;
  }

  /** Puts a record into a slot of its own. */
  int add(ClientLocation location) {
    var handle = slabs.allocate(TEXT + location.length());
    write(handle, location);
    return handle;
  }

  /** Puts a record in place of another; false when it needs another slot. */
  boolean replace(int handle, ClientLocation location) {
    var fits = slabs.isFor(handle, TEXT + location.length());
    if (fits) {
      write(handle, location);
    }
    return fits;
  }

  private void write(int handle, ClientLocation location) {
    var chunk = slabs.chunk(handle);
    var offset = slabs.offset(handle);
    LONG.set(chunk, offset + TIME_NANOS, location.timeNanos());
    INT.set(chunk, offset + LENGTH, location.length());
    SHORT.set(chunk, offset + SERVER_END, (short) location.serverEnd());
    SHORT.set(chunk, offset + DIFFERENCE_END, (short) location.differenceEnd());
    SHORT.set(chunk, offset + CLIENT_END, (short) location.clientEnd());
    SHORT.set(chunk, offset + LOCATION_END, (short) location.locationEnd());
    location.fields().copyTo(chunk, offset + TEXT);
  }

  /** Gives a slot back, as {@link Slabs#release} does. */
  int release(int handle) {
    return slabs.release(handle);
  }

  /** A copy of the record. */
  ClientLocation location(int handle) {
    var chunk = slabs.chunk(handle);
    var offset = slabs.offset(handle);
    var length = (int) INT.get(chunk, offset + LENGTH);
    // Before so much is allocated: it is nonsense perhaps, if somebody is writing.
    Objects.checkFromIndexSize(offset + TEXT, length, chunk.length);
    var text = new byte[length];
    System.arraycopy(chunk, offset + TEXT, text, 0, length);
    return new ClientLocation(
        text,
        (long) LONG.get(chunk, offset + TIME_NANOS),
        end(chunk, offset + SERVER_END),
        end(chunk, offset + DIFFERENCE_END),
        end(chunk, offset + CLIENT_END),
        end(chunk, offset + LOCATION_END));
  }

  private static int end(byte[] chunk, int place) {
    return (short) SHORT.get(chunk, place) & 0xFFFF;
  }

  /** Whether it is this client's. */
  boolean isOf(int handle, ByteString client) {
    var chunk = slabs.chunk(handle);
    var offset = slabs.offset(handle);
    var start = end(chunk, offset + DIFFERENCE_END) + 1;
    return end(chunk, offset + CLIENT_END) - start == client.length()
        && client.isAt(chunk, offset + TEXT + start);
  }

  /** Whether it is this very record. */
  boolean isEqual(int handle, ClientLocation location) {
    var chunk = slabs.chunk(handle);
    var offset = slabs.offset(handle);
    return (int) INT.get(chunk, offset + LENGTH) == location.length()
        && location.fields().isAt(chunk, offset + TEXT);
  }

  /** Where its client is; empty for a tombstone. */
  Optional<Coordinates> coordinates(int handle) {
    var chunk = slabs.chunk(handle);
    var text = slabs.offset(handle) + TEXT;
    var start = text + end(chunk, slabs.offset(handle) + CLIENT_END) + 1;
    var end = text + end(chunk, slabs.offset(handle) + LOCATION_END);
    return Coordinates.parse(ByteString.wrap(chunk).slice(start, end));
  }

  /** Of its client's name. */
  long hash(int handle, SipHash function) {
    var chunk = slabs.chunk(handle);
    var offset = slabs.offset(handle);
    return function.hash(
        chunk,
        offset + TEXT + end(chunk, offset + DIFFERENCE_END) + 1,
        offset + TEXT + end(chunk, offset + CLIENT_END));
  }

  long number(int handle) {
    return getLong(handle, NUMBER);
  }

  void setNumber(int handle, long number) {
    setLong(handle, NUMBER, number);
  }

  long knownBy(int handle) {
    return getLong(handle, KNOWN_BY);
  }

  void setKnownBy(int handle, long bits) {
    setLong(handle, KNOWN_BY, bits);
  }

  int previous(int handle) {
    return (int) INT.get(slabs.chunk(handle), slabs.offset(handle) + PREVIOUS);
  }

  void setPrevious(int handle, int previous) {
    INT.set(slabs.chunk(handle), slabs.offset(handle) + PREVIOUS, previous);
  }

  int next(int handle) {
    return (int) INT.get(slabs.chunk(handle), slabs.offset(handle) + NEXT);
  }

  void setNext(int handle, int next) {
    INT.set(slabs.chunk(handle), slabs.offset(handle) + NEXT, next);
  }

  /** How much memory all slots are in, those that are free included. */
  long allocatedBytes() {
    return slabs.bytes();
  }

  private long getLong(int handle, int field) {
    return (long) LONG.get(slabs.chunk(handle), slabs.offset(handle) + field);
  }

  private void setLong(int handle, int field, long value) {
    LONG.set(slabs.chunk(handle), slabs.offset(handle) + field, value);
  }
}
