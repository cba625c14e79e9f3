package dev.proxyherd.tcp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the open connections of each address, so that one cannot have them all. Holds an address
 * for as long as it has a connection.
 */
public final class ConnectionsByAddress {
  private final Map<RemoteNetwork, Integer> open = new ConcurrentHashMap<>();
  private final int max;

  /**
   * @param max how many an address may have; 0 for any number
   */
  public ConnectionsByAddress(int max) {
    this.max = max;
  }

  /** Counts one more; returns whether that is one too many. {@link #remove} is due in any case. */
  public boolean add(RemoteNetwork address) {
    return max > 0 && open.merge(address, 1, Integer::sum) > max;
  }

  /** Counts one less. */
  public void remove(RemoteNetwork address) {
    open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /** How many addresses have connections. */
  int size() {
    return open.size();
  }
}
