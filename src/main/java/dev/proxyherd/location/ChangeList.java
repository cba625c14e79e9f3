package dev.proxyherd.location;

import java.util.ArrayList;
import java.util.List;

/**
 * The records in the order of their change numbers, linked through their slots, with the cursors of
 * the feeds. Guarded by its store's lock.
 *
 * <p>A cursor stands behind the last record that its feed has read. When that record leaves its
 * place, the cursor is behind the one before: so all that is before a cursor has been read, and
 * nothing that is behind it, whatever moves.
 */
final class ChangeList {
  private final RecordSlots slots;
  private final List<Cursor> cursors = new ArrayList<>();
  private int first = Slabs.NONE;
  private int last = Slabs.NONE;

  ChangeList(RecordSlots slots) {
    this.slots = slots;
  }

  /** Links a record in behind all others, with a number greater than all others'. */
  void append(int handle, long number) {
    slots.setNumber(handle, number);
    slots.setPrevious(handle, last);
    slots.setNext(handle, Slabs.NONE);
    setNext(last, handle);
    last = handle;
  }

  void remove(int handle) {
    var previous = slots.previous(handle);
    var next = slots.next(handle);
    setNext(previous, next);
    setPrevious(next, previous);
    moveCursors(handle, previous);
  }

  /** A record is in another slot now. */
  void moved(int from, int to) {
    setNext(slots.previous(to), to);
    setPrevious(slots.next(to), to);
    moveCursors(from, to);
  }

  private void moveCursors(int from, int to) {
    for (var cursor : cursors) {
      if (cursor.place == from) {
        cursor.place = to;
      }
    }
  }

  private void setNext(int handle, int next) {
    if (handle == Slabs.NONE) {
      first = next;
    } else {
      slots.setNext(handle, next);
    }
  }

  private void setPrevious(int handle, int previous) {
    if (handle == Slabs.NONE) {
      last = previous;
    } else {
      slots.setPrevious(handle, previous);
    }
  }

  Backlog backlog(long number, int limit) {
    var count = 0;
    var first = 0L;
    for (var handle = last;
        handle != Slabs.NONE && count < limit && slots.number(handle) > number;
        handle = slots.previous(handle)) {
      count++;
      first = slots.number(handle);
    }
    return new Backlog(count, first);
  }

  /** A new cursor: before all if all have a greater number than this, else behind all. */
  Cursor openCursor(long number) {
    var isBeforeAll = first == Slabs.NONE || slots.number(first) > number;
    var cursor = new Cursor(isBeforeAll ? Slabs.NONE : last);
    cursors.add(cursor);
    return cursor;
  }

  void close(Cursor cursor) {
    cursors.remove(cursor);
  }

  /**
   * The place of a feed. Its reader moves it on; what happens to the record there moves it back.
   */
  final class Cursor {
    /** The last record that has been read; none before the first. */
    private int place;

    private Cursor(int place) {
      this.place = place;
    }

    boolean isAtEnd() {
      return place == last;
    }

    /** The handle of the next record. Not at the end. */
    int peek() {
      return place == Slabs.NONE ? first : slots.next(place);
    }

    /** Goes behind the next record. Not at the end. */
    void advance() {
      place = peek();
    }

    /**
     * Goes towards the front, behind the last record whose number is not greater than this.
     *
     * @return false when it is not there yet, after this many steps
     */
    boolean moveBack(long number, int steps) {
      for (var left = steps; place != Slabs.NONE && slots.number(place) > number; left--) {
        if (left == 0) {
          return false;
        }
        place = slots.previous(place);
      }
      return true;
    }
  }
}
