package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * {@code IAMAT <client> <location> <time>}: a client says where it is.
 *
 * @param location a valid ISO 6709 location, as the client spelled it
 * @param time a valid POSIX time, as the client spelled it
 * @param timeNanos the same in nanoseconds since 1970
 */
public record IamAt(
    ByteString line, ByteString client, ByteString location, ByteString time, long timeNanos)
    implements Restricted {}
