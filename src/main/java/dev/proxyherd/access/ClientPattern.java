package dev.proxyherd.access;

import dev.proxyherd.location.ByteString;

/**
 * Which clients are meant: one by its name, or with a {@code *} at the end all whose names begin
 * so.
 *
 * @param text without the asterisk
 */
public record ClientPattern(ByteString text, boolean isPrefix) {
  private static final String ANY_REST = "*";

  static ClientPattern of(String pattern) {
    return pattern.endsWith(ANY_REST)
        ? new ClientPattern(ByteString.of(pattern.substring(0, pattern.length() - 1)), true)
        : new ClientPattern(ByteString.of(pattern), false);
  }

  /** Whether a client is meant. */
  public boolean matches(ByteString client) {
    if (!isPrefix) {
      return client.equals(text);
    }
    return client.length() >= text.length() && client.slice(0, text.length()).equals(text);
  }
}
