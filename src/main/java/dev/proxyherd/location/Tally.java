package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * What all records together come to, kept as they come and go.
 *
 * @param clients how many clients have one that says where they are
 * @param hash the sum of the hashes of these
 * @param forgotten how many clients have a tombstone
 * @param forgottenHash the sum of the hashes of these
 * @param bytes what all of them take of the heap: {@link Capacity#bytes}
 */
public record Tally(long clients, long hash, long forgotten, long forgottenHash, long bytes) {
  public static final Tally EMPTY = new Tally(0, 0, 0, 0, 0);

  /** With a client's next record in place of the one before, where there was one. */
  Tally replace(@Nullable ClientLocation before, ClientLocation next) {
    return (before == null ? this : without(before)).with(next);
  }

  Digest digest() {
    return new Digest(clients, hash);
  }

  /** How many records there are, tombstones included. */
  public long records() {
    return clients + forgotten;
  }

  /** The sum of the hashes of all records, tombstones included. */
  public long sum() {
    return hash + forgottenHash;
  }

  /** With the record of another client. */
  public Tally with(ClientLocation location) {
    return add(1, location);
  }

  Tally without(ClientLocation location) {
    return add(-1, location);
  }

  /** Of two sets of records that have no client in common. */
  public Tally plus(Tally other) {
    return new Tally(
        clients + other.clients,
        hash + other.hash,
        forgotten + other.forgotten,
        forgottenHash + other.forgottenHash,
        bytes + other.bytes);
  }

  private Tally add(int count, ClientLocation location) {
    var sum = count * location.recordHash();
    var more = count * Capacity.bytes(location);
    return location.isForgotten()
        ? new Tally(clients, hash, forgotten + count, forgottenHash + sum, bytes + more)
        : new Tally(clients + count, hash + sum, forgotten, forgottenHash, bytes + more);
  }
}
