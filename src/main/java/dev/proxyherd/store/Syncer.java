package dev.proxyherd.store;

import dev.proxyherd.location.Journal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Has what the operating system holds put on the disk, ten times a second; and in times of trouble
 * tries to end it, once a second, whether anybody writes or not.
 */
final class Syncer {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_IN_TROUBLE = Duration.ofSeconds(1);

  private final Journal journal;
  private final Thread thread = new Thread(this::run, "store-sync");
  private volatile boolean running = true;

  Syncer(Journal journal) {
    this.journal = journal;
    // A platform thread: it spends its time in native code that waits for the disk.
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (running) {
      if (journal.trouble().isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
        journal.sync();
      } else {
        LockSupport.parkNanos(PAUSE_IN_TROUBLE.toNanos());
        journal.recover();
      }
    }
  }

  /** Nothing is synchronised after this. */
  void stop() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join();
  }
}
