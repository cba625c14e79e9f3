package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * A client as the key of a map. An entry of the store is its own key, so that a client's name is
 * held once, inside of its record.
 */
sealed interface ClientKey permits ClientKey.Probe, ChangeList.Entry {
  ByteString client();

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
      return client.hashCode();
    }
  }
}
