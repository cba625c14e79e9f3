package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * The records in the order of their change numbers, linked through the entries themselves, with the
 * markers of the feeds among them. Guarded by its store's lock.
 */
final class ChangeList {
  /** Stands before the first; the only node without a previous one while it is in the list. */
  private final Node head = new Node();

  private Node tail = head;

  /** Links an entry in behind all others, with a number greater than all others'. */
  void moveToTail(Entry entry, long number) {
    if (entry.number != 0) {
      remove(entry);
    }
    entry.number = number;
    link(entry, tail);
  }

  /** Links a marker in behind all. */
  void addLast(Node marker) {
    link(marker, tail);
  }

  /** Links a marker in before all. */
  void addFirst(Node marker) {
    link(marker, head);
  }

  /** Whether the first entry's number is greater than this; true when there is none. */
  boolean isBeforeFirst(long number) {
    var first = head.next;
    while (first != null && !(first instanceof Entry)) {
      first = first.next;
    }
    return !(first instanceof Entry entry) || entry.number > number;
  }

  /**
   * Moves a marker towards the front, up to the last entry whose number is not greater than this.
   *
   * @return false when it is not there yet, after this many steps
   */
  boolean moveBack(Node marker, long number, int steps) {
    var place = previous(marker);
    var left = steps;
    while (place.previous != null && !(place instanceof Entry entry && entry.number <= number)) {
      if (left-- == 0) {
        moveBehind(marker, place);
        return false;
      }
      place = previous(place);
    }
    moveBehind(marker, place);
    return true;
  }

  void moveBehind(Node marker, Node place) {
    remove(marker);
    link(marker, place);
  }

  int countAfter(long number, int limit) {
    var count = 0;
    for (var node = tail; node.previous != null && count < limit; node = previous(node)) {
      if (node instanceof Entry entry) {
        if (entry.number <= number) {
          break;
        }
        count++;
      }
    }
    return count;
  }

  void remove(Node node) {
    var before = previous(node);
    var after = node.next;
    before.next = after;
    if (after == null) {
      tail = before;
    } else {
      after.previous = before;
    }
    node.previous = null;
    node.next = null;
  }

  private void link(Node node, Node place) {
    var after = place.next;
    node.previous = place;
    node.next = after;
    place.next = node;
    if (after == null) {
      tail = node;
    } else {
      after.previous = node;
    }
  }

  private static Node previous(Node node) {
    var previous = node.previous;
    if (previous == null) {
      throw new IllegalStateException("not in the list");
    }
    return previous;
  }

  /** What is linked: an entry, or, as it is, a feed's marker. */
  static class Node {
    private @Nullable Node previous;
    private @Nullable Node next;

    @Nullable Node next() {
      return next;
    }
  }

  /** One client's record, its own key in the store's map. */
  static final class Entry extends Node implements ClientKey {
    private volatile ClientLocation location;
    private long number;

    /** The neighbours, a bit each, that have sent this very record. Guarded by the store's lock. */
    long knownBy;

    Entry(ClientLocation location) {
      this.location = location;
    }

    ClientLocation location() {
      return location;
    }

    /** Takes a newer record of the same client. */
    void replace(ClientLocation newer) {
      location = newer;
    }

    long number() {
      return number;
    }

    @Override
    public ByteString client() {
      return location.client();
    }

    @Override
    public boolean equals(@Nullable Object object) {
      return ClientKey.same(this, object);
    }

    @Override
    public int hashCode() {
      return ClientKey.hash(client());
    }
  }
}
