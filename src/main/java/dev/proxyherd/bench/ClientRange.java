package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The clients of one connection: every {@code stride}th, so that no two connections share one.
 *
 * @param first the number of the first
 * @param count how many
 */
record ClientRange(String prefix, int first, int stride, int count) {
  /** The share of one of so many connections. */
  static ClientRange of(Settings settings, int connection) {
    var connections = settings.connections();
    var count = (settings.clients() - connection + connections - 1) / connections;
    return new ClientRange(settings.prefix() + "-", connection, connections, count);
  }

  /** What all names begin with. */
  byte[] prefixBytes() {
    return prefix.getBytes(US_ASCII);
  }

  /** The number, in its name, of one of this range. */
  int number(int index) {
    return first + index * stride;
  }
}
