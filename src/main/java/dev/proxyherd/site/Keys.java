package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The names of a site's keys. All that one call of a function touches has one hash tag, so that it
 * is on one server of a cluster.
 */
final class Keys {
  private final String tag;
  private final byte[][][] buckets;

  /**
   * @param prefix of all keys
   * @param site the member's name
   * @param buckets in how many parts its records are kept
   */
  Keys(String prefix, String site, int buckets) {
    tag = prefix + ":" + site;
    this.buckets = new byte[buckets][][];
    for (var bucket = 0; bucket < buckets; bucket++) {
      var name = "{" + tag + ":" + bucket + "}:";
      this.buckets[bucket] = new byte[][] {bytes(name + "records"), bytes(name + "feed")};
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  int buckets() {
    return buckets.length;
  }

  /** In which bucket a client is: the same for every replica and version. */
  int bucket(ByteString client) {
    var crc = new CRC32();
    crc.update(client.toBytes());
    return (int) (crc.getValue() % buckets.length);
  }

  /** A bucket's records and feed, in this order. */
  byte[][] bucket(int bucket) {
    return buckets[bucket];
  }

  byte[] records(int bucket) {
    return buckets[bucket][0];
  }

  /** What is said once of the whole site. */
  byte[] site() {
    return bytes("{" + tag + "}:site");
  }

  /** What has been spent of the budget of calls of Google. */
  byte[] budget() {
    return bytes("{" + tag + "}:budget");
  }

  /** Of the link that this site dials. */
  byte[] outgoing(String neighbour) {
    return link(neighbour, "out");
  }

  /** Of the link that the neighbour dials. */
  byte[] incoming(String neighbour) {
    return link(neighbour, "in");
  }

  byte[] receipt(String neighbour) {
    return link(neighbour, "receipt");
  }

  private byte[] link(String neighbour, String what) {
    return bytes("{" + tag + ":link:" + neighbour + "}:" + what);
  }

  /** Where replicas tell each other what they have recorded. */
  byte[] news() {
    return bytes("{" + tag + "}:news");
  }
}
