package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks up clients that may not have got here yet: somebody who tells one member and asks another
 * at once can be faster than the flood.
 *
 * <p>Looks again and again, with growing pauses, rather than be woken by changes: a change must not
 * cost more because many wait.
 */
final class Latecomers {
  private static final int MAX_WAITING = 200;
  private static final long FIRST_PAUSE_NANOS = 100_000;

  private final LocationStore store;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  Latecomers(LocationStore store) {
    this.store = store;
  }

  /** Whether to look up any client may take a while. */
  boolean mayWait() {
    return store.waits();
  }

  boolean isUnknown(ByteString client) {
    return store.find(client).isEmpty();
  }

  /** The client's record; of one not heard of, as soon as it comes, within the patience. */
  Optional<ClientLocation> find(ByteString client, Duration patience) {
    var location = store.find(client);
    if (location.isPresent() || patience.isZero() || !places.tryAcquire()) {
      return location;
    }
    try {
      return await(client, patience.toNanos());
    } finally {
      places.release();
    }
  }

  private Optional<ClientLocation> await(ByteString client, long patience) {
    var end = System.nanoTime() + patience;
    var pause = FIRST_PAUSE_NANOS;
    while (true) {
      var location = store.find(client);
      var left = end - System.nanoTime();
      if (location.isPresent() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return location;
      }
      LockSupport.parkNanos(Math.min(pause, left));
      pause *= 2;
    }
  }
}
