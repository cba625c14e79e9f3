package dev.proxyherd.store;

import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Has records dropped whose time is up: before the member opens its ports, and from then on once a
 * second, which is for nothing unless the store's cutoff has moved.
 */
final class Sweeper {
  private static final Log LOG = LogFactory.getLog(Sweeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final LocationStore store;
  private final Thread thread = new Thread(this::run, "store-sweep");
  private volatile boolean running = true;

  Sweeper(LocationStore store) {
    this.store = store;
    sweep();
    // A platform thread: it may go over millions of records, and virtual threads do not share.
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (running) {
      LockSupport.parkNanos(PAUSE.toNanos());
      sweep();
    }
  }

  private void sweep() {
    var before = store.expired();
    try {
      store.sweep();
    } catch (StoreUnavailableException e) {
      // The journal has said why; the next sweep goes on where this one ended.
    }
    var dropped = store.expired() - before;
    if (dropped > 0) {
      LOG.info("Dropped " + dropped + " records whose time is up");
    }
  }

  /** A sweep that has much to drop is not waited for: it ends when the journal takes no more. */
  void stop() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join(STOP_PATIENCE);
  }
}
