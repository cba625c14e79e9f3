package dev.proxyherd.site;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been read of a site's changes and not been returned: once a client, by their numbers.
 */
final class Ahead {
  private final TreeMap<Rank, Change> changes = new TreeMap<>();
  private final Map<ByteString, Rank> ranks = new HashMap<>();

  /** Buckets may have given out the same number. */
  private record Rank(long number, int bucket) implements Comparable<Rank> {
    @Override
    public int compareTo(Rank other) {
      var order = Long.compare(number, other.number);
      return order == 0 ? Integer.compare(bucket, other.bucket) : order;
    }
  }

  int size() {
    return changes.size();
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** In place of what there was of its client. */
  void put(int bucket, Change change) {
    drop(change.location().client());
    var rank = new Rank(change.number(), bucket);
    changes.put(rank, change);
    ranks.put(change.location().client(), rank);
  }

  void drop(ByteString client) {
    var rank = ranks.remove(client);
    if (rank != null) {
      changes.remove(rank);
    }
  }

  /** Drops what there is of a client, unless it is newer than this. */
  boolean dropUpTo(ClientLocation location) {
    var rank = ranks.get(location.client());
    var held = rank == null ? null : changes.get(rank);
    if (held == null || held.location().compareTo(location) > 0) {
      return false;
    }
    drop(location.client());
    return true;
  }

  /** Takes out the one with the lowest number. Not when it is empty. */
  Change poll() {
    var first = changes.pollFirstEntry().getValue();
    ranks.remove(first.location().client());
    return first;
  }

  /** The lowest number. Not when it is empty. */
  long lowest() {
    return changes.firstKey().number;
  }

  void clear() {
    changes.clear();
    ranks.clear();
  }
}
