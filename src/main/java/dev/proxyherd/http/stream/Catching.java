package dev.proxyherd.http.stream;

import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The open feeds of streams that catch up. A feed costs every change a little, so there are few:
 * where more streams catch up, the one that has not read for longest loses its feed. All that it
 * needs to open another is a number. For one thread.
 */
final class Catching {
  private static final int MAX_FEEDS = 32;

  /** A name that no neighbour has: all changes are new to it. */
  private static final String NOBODY = "";

  private final LocationStore store;

  /** The one that has not read for longest comes first. */
  private final SequencedMap<LocationStream, ChangeFeed> feeds = new LinkedHashMap<>();

  Catching(LocationStore store) {
    this.store = store;
  }

  /** A feed of what changed after a number, at which the stream's own feed is, if it has one. */
  ChangeFeed feed(LocationStream stream, long number) {
    var feed = feeds.remove(stream);
    if (feed == null) {
      if (feeds.size() == MAX_FEEDS) {
        feeds.pollFirstEntry().getValue().close();
      }
      feed = open(number);
    }
    feeds.putLast(stream, feed);
    return feed;
  }

  /** A feed for whoever closes it. */
  ChangeFeed open(long number) {
    return store.feed(number, NOBODY);
  }

  void close(LocationStream stream) {
    var feed = feeds.remove(stream);
    if (feed != null) {
      feed.close();
    }
  }

  int open() {
    return feeds.size();
  }
}
