package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import java.time.Duration;

/**
 * {@code WHATSAT <client> <radius> <bound>}: a client asks what is near another, or itself.
 *
 * @param radiusKm more than 0, at most 50
 * @param bound at most how many places, 1 to 20
 * @param patience how long to wait for a client that this member has not heard of yet
 */
public record WhatsAt(
    ByteString line, ByteString client, double radiusKm, int bound, Duration patience)
    implements Restricted {
  /** The same command, with other patience. */
  public WhatsAt with(Duration otherPatience) {
    return new WhatsAt(line, client, radiusKm, bound, otherPatience);
  }
}
