package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * {@code WHATSAT <client> <radius> <bound>}: a client asks what is near another, or itself.
 *
 * @param radiusKm more than 0, at most 50
 * @param bound at most how many places, 1 to 20
 */
public record WhatsAt(ByteString line, ByteString client, double radiusKm, int bound)
    implements Command {}
