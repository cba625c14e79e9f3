package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * What all records together come to, kept as they come and go.
 *
 * @param clients how many clients have one that says where they are
 * @param hash the sum of the hashes of these
 * @param forgotten how many clients have a tombstone
 * @param bytes what all of them take of the heap: {@link Capacity#bytes}
 */
record Tally(long clients, long hash, long forgotten, long bytes) {
  static final Tally EMPTY = new Tally(0, 0, 0, 0);

  /** With a client's next record in place of the one before, where there was one. */
  Tally replace(@Nullable ClientLocation before, ClientLocation next) {
    return (before == null ? this : without(before)).with(next);
  }

  Digest digest() {
    return new Digest(clients, hash);
  }

  private Tally with(ClientLocation location) {
    var more = bytes + Capacity.bytes(location);
    return location.isForgotten()
        ? new Tally(clients, hash, forgotten + 1, more)
        : new Tally(clients + 1, hash + location.recordHash(), forgotten, more);
  }

  Tally without(ClientLocation location) {
    var less = bytes - Capacity.bytes(location);
    return location.isForgotten()
        ? new Tally(clients, hash, forgotten - 1, less)
        : new Tally(clients - 1, hash - location.recordHash(), forgotten, less);
  }
}
