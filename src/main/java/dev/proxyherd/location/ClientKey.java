package dev.proxyherd.location;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client as the key of a map. An entry of the store is its own key, so that a client's name is
 * held once, inside of its record.
 */
sealed interface ClientKey permits ClientKey.Probe, ChangeList.Entry {
  /** Of this process. Known to a client, it would let it choose names that all fall together. */
  long SEED = new SecureRandom().nextLong();

  ByteString client();

  /**
   * What every key's {@code hashCode} is. Not the sum that {@link ByteString} has: clients choose
   * their names, and twenty thousand that collide there would hold the store's lock for seconds.
   */
  static int hash(ByteString client) {
    var hash = SEED;
    for (var i = 0; i < client.length(); i++) {
      hash = (hash ^ client.at(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return Long.hashCode(hash);
  }

  /** What every key's {@code equals} does. */
  static boolean same(ClientKey key, @Nullable Object object) {
    return object instanceof ClientKey other && key.client().equals(other.client());
  }

  /** A key to look up by. */
  record Probe(ByteString client) implements ClientKey {
    @Override
    public boolean equals(@Nullable Object object) {
      return same(this, object);
    }

    @Override
    public int hashCode() {
      return hash(client);
    }
  }
}
