package dev.proxyherd.location;

import java.util.HexFormat;

/**
 * What members compare to see whether they hold the same: two with equal digests do, whatever the
 * order in which they came by it.
 *
 * @param clients how many
 * @param hash the sum, modulo 2^64, of a hash of each client's record; without tombstones, of which
 *     one member may still have some that another has dropped
 */
public record Digest(long clients, long hash) {
  /** The hash as people and programs see it: 16 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(hash);
  }
}
