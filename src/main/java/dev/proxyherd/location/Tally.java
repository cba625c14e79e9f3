package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * What all records together come to, kept as they come and go.
 *
 * @param clients how many clients have one
 * @param hash the sum of their hashes
 */
public record Tally(long clients, long hash) {
  public static final Tally EMPTY = new Tally(0, 0);

  /** With a client's next record in place of the one before, where there was one. */
  Tally replace(@Nullable ClientLocation before, ClientLocation next) {
    return (before == null ? this : without(before)).with(next);
  }

  Digest digest() {
    return new Digest(clients, hash);
  }

  /** With the record of another client. */
  public Tally with(ClientLocation location) {
    return new Tally(clients + 1, hash + location.recordHash());
  }

  Tally without(ClientLocation location) {
    return new Tally(clients - 1, hash - location.recordHash());
  }
}
