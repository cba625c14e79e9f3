package dev.proxyherd.tcp;

import java.time.Duration;

/**
 * What one connection may cost.
 *
 * @param maxConnections how many may be open at once; one more is closed at once
 * @param maxConnectionsPerAddress how many of them of one address; 0 for any number
 * @param maxLine bytes of a line without its LF; a longer one is not a command
 * @param maxDiscard bytes without an LF after which the connection is closed
 * @param lineTimeout how long a line may take from its first byte to its LF
 * @param writeTimeout how long a write may wait for the other side to read
 * @param idleTimeout how long nothing at all may arrive; zero for ever
 */
public record LineLimits(
    int maxConnections,
    int maxConnectionsPerAddress,
    int maxLine,
    int maxDiscard,
    Duration lineTimeout,
    Duration writeTimeout,
    Duration idleTimeout) {}
