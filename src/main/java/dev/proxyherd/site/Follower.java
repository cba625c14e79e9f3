package dev.proxyherd.site;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.Offer;
import dev.proxyherd.location.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps up with a site in the heap of this replica, for those who ask where all clients are: near,
 * streams, the map. It is behind by as much as a neighbour would be.
 */
final class Follower {
  private static final Log LOG = LogFactory.getLog(Follower.class);
  private static final int AT_ONCE = 256;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
  private static final String NOBODY = "";

  private final LocationStore records;
  private final ChangeFeed feed;
  private final Thread thread = Thread.ofVirtual().name("site-follower").unstarted(this::run);
  private volatile boolean running = true;

  /**
   * Begins to follow.
   *
   * @param records empty, and used by nobody else for writing
   */
  Follower(Feeds feeds, LocationStore records) {
    this.records = records;
    feed = feeds.open(0, NOBODY);
    feeds.onChange(() -> LockSupport.unpark(thread));
    thread.start();
  }

  private void run() {
    var swept = System.nanoTime();
    while (running) {
      var changes = feed.next(AT_ONCE);
      if (!changes.isEmpty()) {
        take(changes);
      } else {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      if (System.nanoTime() - swept > LOOK.toNanos()) {
        swept = System.nanoTime();
        records.sweep();
      }
    }
  }

  private void take(List<Change> changes) {
    try {
      records.offer(changes.stream().map(change -> new Offer(change.location())).toList());
    } catch (StoreUnavailableException e) {
      LOG.error("A store in memory refuses", e);
    }
  }

  boolean isBehind() {
    return feed.isBehind(Long.MAX_VALUE);
  }

  /** The number up to which it has all changes. */
  long position() {
    return feed.position();
  }

  LocationStore records() {
    return records;
  }

  void stop() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join(STOP_PATIENCE);
    feed.close();
  }
}
