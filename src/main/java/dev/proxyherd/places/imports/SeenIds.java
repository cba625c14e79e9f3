package dev.proxyherd.places.imports;

/**
 * Which ids were there before, in memory that is bounded: 64 bits of each, in a hash table with
 * open addressing. Two ids with the same 64 bits are taken for one; among ten million that happens
 * once in 300,000 imports. Once the table has grown to its bound and is full, nothing more is
 * remembered.
 */
final class SeenIds {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int SLOTS_EXPONENT_MAX = 27;

  /** While the table grows, half as much again is in use. */
  private static final int HEAP_SHARE = 6;

  private final int maxSlots;
  private long[] slots = new long[FIRST_SLOTS];
  private int count;
  private boolean complete = true;

  /**
   * @param maxSlots a power of two; three quarters of them can be used
   */
  SeenIds(int maxSlots) {
    this.maxSlots = maxSlots;
  }

  /** As large as is sensible on this heap. */
  static SeenIds forThisHeap() {
    var affordable = Runtime.getRuntime().maxMemory() / HEAP_SHARE / Long.BYTES;
    return new SeenIds(
        Math.clamp(Long.highestOneBit(affordable), FIRST_SLOTS, 1 << SLOTS_EXPONENT_MAX));
  }

  /** Whether the id is new, as far as is known. */
  boolean add(String id) {
    var hash = hash(id);
    var slot = slot(hash);
    if (slots[slot] == hash) {
      return false;
    }
    if (count >= slots.length / 4 * 3 && !grow()) {
      complete = false;
      return true;
    }
    slots[slot(hash)] = hash;
    count++;
    return true;
  }

  /** Where it is, or else the free slot that it would go into. */
  private int slot(long hash) {
    var mask = slots.length - 1;
    var slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean grow() {
    if (slots.length >= maxSlots) {
      return false;
    }
    var old = slots;
    slots = new long[2 * old.length];
    for (var hash : old) {
      if (hash != 0) {
        slots[slot(hash)] = hash;
      }
    }
    return true;
  }

  /** Whether all ids have been remembered. */
  boolean isComplete() {
    return complete;
  }

  /** FNV-1a, its bits mixed once more for the table; never 0, which is an empty slot. */
  private static long hash(String id) {
    var hash = FNV_OFFSET;
    for (var at = 0; at < id.length(); at++) {
      hash = (hash ^ id.charAt(at)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
