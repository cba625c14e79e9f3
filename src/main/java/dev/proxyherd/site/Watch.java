package dev.proxyherd.site;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second how the engine is: reads every bucket, so that nothing that the replicas have
 * not told each other is missed, and notices when a part of the records has come to another server,
 * or its server has begun anew. That may have lost something, and the neighbours are asked for it.
 */
final class Watch {
  private static final Log LOG = LogFactory.getLog(Watch.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int LOOK_EVERY = 10;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  /** What a server that was thought gone has said yes to meanwhile is looked for after so many. */
  private static final int LOOKS_UNTIL_LATER = 5;

  private final Site site;
  private final Buckets buckets;
  private final Feeds feeds;
  private final Receipts receipts;
  private final Lives lives;
  private final Consumer<String> onNewStore;

  /** What is to be given back, now and once more later. */
  private final BitSet lost = new BitSet();

  private final BitSet later = new BitSet();
  private int looksUntilLater;

  private final Thread thread = Thread.ofVirtual().name("site-watch").unstarted(this::run);
  private final LongAdder failOvers = new LongAdder();
  private volatile boolean running = true;
  private @Nullable String trouble;

  /**
   * Begins to watch.
   *
   * @param onNewStore told of a neighbour whose link another replica has, and which has come back
   *     with another store
   */
  Watch(
      Site site,
      Buckets buckets,
      Feeds feeds,
      Receipts receipts,
      Lives lives,
      Consumer<String> onNewStore) {
    this.site = site;
    this.buckets = buckets;
    this.feeds = feeds;
    this.receipts = receipts;
    this.lives = lives;
    this.onNewStore = onNewStore;
    look();
    thread.start();
  }

  private void run() {
    for (var round = 1; running; round++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      try {
        receipts.write();
        if (round % LOOK_EVERY == 0) {
          look();
        }
      } catch (RuntimeException e) {
        LOG.error("Looking after the engine", e);
      }
    }
  }

  private void look() {
    if (feeds.isEmpty()) {
      for (var bucket = 0; bucket < buckets.count(); bucket++) {
        var _ = buckets.read(bucket, Long.MAX_VALUE, 0);
      }
    } else {
      feeds.refresh();
    }
    var moved = lives.moved();
    moved.or(buckets.emptied());
    if (hasLostAll()) {
      moved.set(0, buckets.count());
    }
    if (!moved.isEmpty()) {
      failOvers.increment();
      LOG.warn(
          "%d of %d buckets have another server, or it has begun anew: neighbours are asked for what it may have lost"
              .formatted(moved.cardinality(), buckets.count()));
      moved.stream().forEach(buckets::moved);
      feeds.goBack(moved);
      receipts.askAgain();
      lost.or(moved);
      later.or(moved);
      looksUntilLater = LOOKS_UNTIL_LATER;
    }
    giveBack();
    var haveAsked = receipts.ask();
    receipts.renewed().forEach(onNewStore);
    if (haveAsked && lost.isEmpty() && later.isEmpty()) {
      settle();
    }
    tell(buckets.trouble().orElse(null));
  }

  /** Says it once. */
  private void tell(@Nullable String now) {
    if (now != null && trouble == null) {
      LOG.warn("The engine is in trouble; updates that go there are refused: " + now);
    } else if (now == null && trouble != null) {
      LOG.info("The engine is well again");
    }
    trouble = now;
  }

  private boolean hasLostAll() {
    try {
      return site.hasLostAll();
    } catch (RedisException e) {
      return false; // That part of it is away: the next look comes.
    }
  }

  private void giveBack() {
    if (!later.isEmpty() && looksUntilLater-- == 0) {
      lost.or(later);
      later.clear();
    }
    if (!lost.isEmpty() && feeds.giveBack(lost)) {
      lost.clear();
    }
  }

  private void settle() {
    try {
      lives.settle();
    } catch (RedisException e) {
      // Where it would be noted is away: it is next time.
    }
  }

  /** How often something may have been lost. */
  long failOvers() {
    return failOvers.sum();
  }

  void stop() throws InterruptedException {
    running = false;
    LockSupport.unpark(thread);
    thread.join(STOP_PATIENCE);
    receipts.write();
  }
}
