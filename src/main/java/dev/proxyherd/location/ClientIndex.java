package dev.proxyherd.location;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Finds a client's slot by the client's name: a hash table that grows a small piece at a time, so
 * that nobody ever waits for it (extendible hashing, Fagin and others 1979).
 *
 * <p>The first bits of a name's hash choose a segment by the directory, and the last ones a place
 * in it, from which the next free place is looked for. A segment that is three quarters full is
 * split in two by one more bit; the directory, of which several entries in a row may be one
 * segment, doubles when the bits do not suffice. In a place is the hash and the handle: 8 bytes,
 * and 11 to 22 with those that are free. Segments do not shrink.
 *
 * <p>Not thread-safe, as {@link Slabs}.
 */
final class ClientIndex {
  private static final int SEGMENT_PLACES = 1024;

  /** The directory does not grow beyond one entry for so many clients, whatever the hashes are. */
  private static final int MIN_CLIENTS_PER_ENTRY = 64;

  /** The end of all hashes, as {@link #visit} counts them. */
  static final long END = 1L << Integer.SIZE;

  private final RecordSlots slots;
  private Segment[] directory = {new Segment(0, SEGMENT_PLACES)};
  private int size;

  ClientIndex(RecordSlots slots) {
    this.slots = slots;
  }

  /** The handle of a client's slot, or {@link Slabs#NONE}. */
  int find(int hash, ByteString client) {
    var places = segment(hash).places;
    var mask = places.length - 1;
    // Not for ever, if somebody is writing.
    for (var step = 0; step <= mask; step++) {
      var place = places[(hash + step) & mask];
      if (place == 0) {
        return Slabs.NONE;
      }
      if (hash(place) == hash && slots.isOf((int) place, client)) {
        return (int) place;
      }
    }
    return Slabs.NONE;
  }

  /** The handle of a slot whose client's name has this hash, and that is the one; or none. */
  int find(int hash, IntPredicate isTheOne) {
    var places = segment(hash).places;
    var mask = places.length - 1;
    for (var step = 0; step <= mask; step++) {
      var place = places[(hash + step) & mask];
      if (place == 0) {
        return Slabs.NONE;
      }
      if (hash(place) == hash && isTheOne.test((int) place)) {
        return (int) place;
      }
    }
    return Slabs.NONE;
  }

  /** Adds a client that is not there. */
  void add(int hash, int handle) {
    while (segment(hash).isFull()) {
      enlarge(segment(hash), hash);
    }
    segment(hash).add(place(hash, handle));
    size++;
  }

  /** A client's slot is another one now. */
  void replace(int hash, int handle, int newHandle) {
    var segment = segment(hash);
    segment.places[segment.indexOf(place(hash, handle))] = place(hash, newHandle);
  }

  void remove(int hash, int handle) {
    var segment = segment(hash);
    segment.remove(segment.indexOf(place(hash, handle)));
    size--;
  }

  /**
   * Gives the handles of some clients: the next ones in the order of their hashes. Whoever goes on
   * from where this ends, until {@link #END}, is given each client that is there all the time once,
   * whatever is added and removed in between.
   *
   * @param start 0, or where the clients before these ended
   * @return where these end
   */
  long visit(long start, IntConsumer visitor) {
    var segment = segment((int) start);
    for (var place : segment.places) {
      if (place != 0) {
        visitor.accept((int) place);
      }
    }
    var hashes = END >>> segment.bits;
    return (start / hashes + 1) * hashes;
  }

  private Segment segment(int hash) {
    var entries = directory;
    return entries[prefix(hash, Integer.numberOfTrailingZeros(entries.length))];
  }

  private static int prefix(int hash, int bits) {
    return (int) (Integer.toUnsignedLong(hash) >>> (Integer.SIZE - bits));
  }

  private void enlarge(Segment segment, int hash) {
    if (directory.length == 1 << segment.bits) {
      if (directory.length > size / MIN_CLIENTS_PER_ENTRY) {
        segment.grow();
        return;
      }
      doubleDirectory();
    }
    split(segment, hash);
  }

  private void doubleDirectory() {
    var entries = new Segment[2 * directory.length];
    Arrays.setAll(entries, i -> directory[i / 2]);
    directory = entries;
  }

  private void split(Segment segment, int hash) {
    var bits = segment.bits + 1;
    var lower = new Segment(bits, segment.places.length);
    var upper = new Segment(bits, segment.places.length);
    for (var place : segment.places) {
      if (place != 0) {
        ((prefix(hash(place), bits) & 1) == 0 ? lower : upper).add(place);
      }
    }
    var half = directory.length >>> bits;
    var start = prefix(hash, segment.bits) * 2 * half;
    Arrays.fill(directory, start, start + half, lower);
    Arrays.fill(directory, start + half, start + 2 * half, upper);
  }

  private static long place(int hash, int handle) {
    return ((long) hash << Integer.SIZE) | Integer.toUnsignedLong(handle);
  }

  private static int hash(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  /** The clients whose hashes have the same first bits. */
  private static final class Segment {
    private final int bits;
    private long[] places;
    private int used;

    Segment(int bits, int size) {
      this.bits = bits;
      places = new long[size];
    }

    boolean isFull() {
      return used >= places.length / 4 * 3;
    }

    void add(long place) {
      used++;
      put(places, place);
    }

    void grow() {
      var larger = new long[2 * places.length];
      for (var place : places) {
        if (place != 0) {
          put(larger, place);
        }
      }
      places = larger;
    }

    private static void put(long[] places, long place) {
      var mask = places.length - 1;
      var index = hash(place) & mask;
      while (places[index] != 0) {
        index = (index + 1) & mask;
      }
      places[index] = place;
    }

    int indexOf(long place) {
      var mask = places.length - 1;
      var index = hash(place) & mask;
      while (places[index] != place) {
        if (places[index] == 0) {
          throw new IllegalStateException("not in the index");
        }
        index = (index + 1) & mask;
      }
      return index;
    }

    /** Moves those behind it nearer to where they belong, so that none is cut off by the gap. */
    void remove(int index) {
      var mask = places.length - 1;
      var gap = index;
      for (var i = (gap + 1) & mask; places[i] != 0; i = (i + 1) & mask) {
        var wayFromHome = (i - hash(places[i])) & mask;
        if (wayFromHome >= ((i - gap) & mask)) {
          places[gap] = places[i];
          gap = i;
        }
      }
      places[gap] = 0;
      used--;
    }
  }
}
