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

  /** Links a marker in behind the last entry whose number is not greater than {@code number}. */
  void insertAfter(Node marker, long number) {
    var first = head.next;
    while (first != null && !(first instanceof Entry)) {
      first = first.next;
    }
    // A feed from the start, the longest of all, needs no walk.
    var place = first instanceof Entry entry && entry.number > number ? head : tail;
    while (place.previous != null && !(place instanceof Entry entry && entry.number <= number)) {
      place = previous(place);
    }
    link(marker, place);
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
