package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import java.time.Duration;

/**
 * {@code WHOSAT <client> <radius> <bound>}: a client asks which clients are near another, or
 * itself. An extension.
 *
 * @param radiusKm more than 0, at most 50
 * @param bound at most how many clients, 1 to 100
 * @param patience how long to wait for a client that this member has not heard of yet
 */
public record WhosAt(
    ByteString line, ByteString client, double radiusKm, int bound, Duration patience)
    implements Restricted {
  /** The same command, with other patience. */
  public WhosAt with(Duration otherPatience) {
    return new WhosAt(line, client, radiusKm, bound, otherPatience);
  }
}
