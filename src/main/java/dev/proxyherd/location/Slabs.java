package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Room for records as bytes: slots, side by side in chunks of 32 KB, so that a million records are
 * a few thousand arrays without a reference in them, and a garbage collector has nothing to do.
 *
 * <p>A slot is known by its handle: its chunk and its number there, in one {@code int}. All slots
 * of a chunk have one size, which divides it with almost nothing left over. The chunks of a size
 * are filled without a gap: when a slot is released, the last one of its size moves into its place,
 * and a chunk that has become empty is free for slots of any size. So room that is released is
 * never lost, whatever sizes come and go, and there is nothing to collect: all that is not in use
 * is the rest of one chunk a size, of some 110 sizes (less than 4 MB), and up to half a megabyte of
 * free chunks that are kept at hand.
 *
 * <p>A slot of more than 4 KB is an array of its own.
 *
 * <p>Not thread-safe. Reading while somebody writes gives nonsense, or an {@code
 * IndexOutOfBoundsException}, but does no harm.
 */
final class Slabs {
  /** No slot's handle. */
  static final int NONE = 0;

  static final int CHUNK_BYTES = 1 << 15;

  /** More than this would leave too much of a chunk unused. */
  static final int MAX_SHARED_BYTES = CHUNK_BYTES / 8;

  /** A slot may be this much greater than what is in it needs, so that records seldom move. */
  static final int SLACK_BYTES = 16;

  private static final int MIN_SLOT_BYTES = 64;
  private static final int ALIGNMENT = 8;
  private static final int SLOT_BITS = Integer.numberOfTrailingZeros(CHUNK_BYTES / MIN_SLOT_BYTES);
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
  private static final int MAX_CHUNKS = 1 << (Integer.SIZE - SLOT_BITS);
  private static final int MAX_SPARE = 16;
  private static final byte[] NO_CHUNK = {};

  /** What there are handles for, even if each slot is the smallest that has an array of its own. */
  static final long MAX_BYTES = (long) MAX_CHUNKS * MAX_SHARED_BYTES;

  /** By number; the first is not used, since no handle is 0. */
  private byte[][] chunks = {NO_CHUNK};

  /** The size of the slots, by chunk. */
  private int[] slotBytes = {0};

  private final IntStack freeNumbers = new IntStack();
  private final List<byte[]> spare = new ArrayList<>();

  /** By how many slots of the size fit into a chunk. */
  private final SizeClass[] sizes = new SizeClass[CHUNK_BYTES / MIN_SLOT_BYTES + 1];

  private int used = 1;

  Slabs() {
    Arrays.setAll(sizes, SizeClass::new);
  }

  /** The size of a slot that has room for so many bytes. */
  static int slotBytes(int bytes) {
    var needed = Math.max(MIN_SLOT_BYTES, (bytes + ALIGNMENT - 1) & -ALIGNMENT);
    return needed > MAX_SHARED_BYTES ? needed : (CHUNK_BYTES / (CHUNK_BYTES / needed)) & -ALIGNMENT;
  }

  /** The array that a slot is in. */
  byte[] chunk(int handle) {
    return chunks[handle >>> SLOT_BITS];
  }

  /** Where in its array a slot begins. */
  int offset(int handle) {
    return (handle & SLOT_MASK) * slotBytes[handle >>> SLOT_BITS];
  }

  /** Whether so many bytes have a slot, and do not waste it: else they belong into another one. */
  boolean isFor(int handle, int bytes) {
    var more = slotBytes[handle >>> SLOT_BITS] - slotBytes(bytes);
    return 0 <= more && more <= SLACK_BYTES;
  }

  /**
   * A slot for so many bytes, with anything in it.
   *
   * @throws IllegalStateException when there are no more handles: not below {@link #MAX_BYTES}
   */
  int allocate(int bytes) {
    var size = slotBytes(bytes);
    if (size > MAX_SHARED_BYTES) {
      return addChunk(new byte[size], size) << SLOT_BITS;
    }
    var sizeClass = sizes[CHUNK_BYTES / size];
    if (sizeClass.isFull()) {
      var chunk = spare.isEmpty() ? new byte[CHUNK_BYTES] : spare.removeLast();
      sizeClass.chunkNumbers.push(addChunk(chunk, size));
    }
    sizeClass.slots++;
    return sizeClass.last();
  }

  /**
   * Gives a slot back.
   *
   * @return the handle of the slot whose content is in this one's place now, and which is gone
   *     itself; the same handle when none had to move
   */
  int release(int handle) {
    var number = handle >>> SLOT_BITS;
    var size = slotBytes[number];
    if (size > MAX_SHARED_BYTES) {
      dropChunk(number);
      return handle;
    }
    var sizeClass = sizes[CHUNK_BYTES / size];
    var last = sizeClass.last();
    System.arraycopy(chunk(last), offset(last), chunk(handle), offset(handle), size);
    sizeClass.slots--;
    if (sizeClass.hasEmptyChunk()) {
      var empty = sizeClass.chunkNumbers.pop();
      if (spare.size() < MAX_SPARE) {
        spare.add(chunks[empty]);
      }
      dropChunk(empty);
    }
    return last;
  }

  /** How many bytes all arrays have, in use or at hand. */
  long bytes() {
    var bytes = (long) spare.size() * CHUNK_BYTES;
    for (var chunk : chunks) {
      bytes += chunk.length;
    }
    return bytes;
  }

  private int addChunk(byte[] chunk, int size) {
    if (freeNumbers.isEmpty() && used == MAX_CHUNKS) {
      throw new IllegalStateException("no room for more than " + MAX_CHUNKS + " arrays of records");
    }
    var number = freeNumbers.isEmpty() ? used++ : freeNumbers.pop();
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * number);
      Arrays.fill(chunks, number, chunks.length, NO_CHUNK);
      slotBytes = Arrays.copyOf(slotBytes, 2 * number);
    }
    chunks[number] = chunk;
    slotBytes[number] = size;
    return number;
  }

  private void dropChunk(int number) {
    chunks[number] = NO_CHUNK;
    freeNumbers.push(number);
  }

  /** The slots of one size. */
  private static final class SizeClass {
    private final int slotsPerChunk;
    private final IntStack chunkNumbers = new IntStack();
    private int slots;

    SizeClass(int slotsPerChunk) {
      this.slotsPerChunk = slotsPerChunk;
    }

    /** Whether all slots of its chunks are in use. */
    boolean isFull() {
      return slots == chunkNumbers.size() * slotsPerChunk;
    }

    boolean hasEmptyChunk() {
      return slots == (chunkNumbers.size() - 1) * slotsPerChunk;
    }

    /** The handle of the last one in use. */
    int last() {
      return (chunkNumbers.top() << SLOT_BITS) | ((slots - 1) % slotsPerChunk);
    }
  }

  private static final class IntStack {
    private int[] values = {};
    private int size;

    int size() {
      return size;
    }

    boolean isEmpty() {
      return size == 0;
    }

    int top() {
      return values[size - 1];
    }

    void push(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(4, 2 * size));
      }
      values[size++] = value;
    }

    int pop() {
      return values[--size];
    }
  }
}
