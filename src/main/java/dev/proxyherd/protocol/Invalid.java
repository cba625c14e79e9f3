package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * A line that is no command, or one whose fields are bad.
 *
 * @param line what is echoed: of a line beyond the limit its first bytes and {@code ...}
 */
public record Invalid(ByteString line) implements Command {}
