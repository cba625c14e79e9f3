package dev.proxyherd.site;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
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
  private static final String RUN_ID = "run_id:";

  private final Engine engine;
  private final Site site;
  private final Buckets buckets;
  private final Feeds feeds;
  private final Receipts receipts;

  /** By bucket: which server has it, in which of its lives. */
  private final @Nullable String[] servers;

  private final Thread thread = Thread.ofVirtual().name("site-watch").unstarted(this::run);
  private final LongAdder failOvers = new LongAdder();
  private volatile boolean running = true;
  private @Nullable String trouble;

  Watch(Engine engine, Site site, Buckets buckets, Feeds feeds, Receipts receipts) {
    this.engine = engine;
    this.site = site;
    this.buckets = buckets;
    this.feeds = feeds;
    this.receipts = receipts;
    servers = new String[buckets.count()];
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
    try {
      var moved = moved();
      var lost = site.hasLostAll();
      if (lost || !moved.isEmpty()) {
        failOvers.increment();
        moved.stream().forEach(buckets::moved);
        feeds.goBack(moved);
        receipts.askAgain();
      }
      receipts.ask();
    } catch (RedisException e) {
      // A part of it is away: the buckets say so, and the next look comes.
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

  private BitSet moved() {
    var lives = lives();
    var moved = new BitSet();
    for (var bucket = 0; bucket < servers.length; bucket++) {
      var slot = SlotHash.getSlot(buckets.keys().records(bucket));
      var server = lives.get(engine.connections().primaryOf(slot));
      if (server != null && !server.equals(servers[bucket])) {
        if (servers[bucket] != null) {
          moved.set(bucket);
        }
        servers[bucket] = server;
      }
    }
    if (!moved.isEmpty()) {
      LOG.warn(
          "%d of %d buckets have another server, or it has begun anew: neighbours are asked for what it may have lost"
              .formatted(moved.cardinality(), servers.length));
    }
    return moved;
  }

  /** The primaries that answer, by their names. */
  private Map<String, String> lives() {
    var lives = new HashMap<String, String>();
    for (var primary : engine.connections().primaries()) {
      try {
        engine
            .await(primary.commands().info("server"))
            .lines()
            .filter(line -> line.startsWith(RUN_ID))
            .findFirst()
            .ifPresent(life -> lives.put(primary.id(), life));
      } catch (RedisException e) {
        // It is away: whether it has begun anew, it says when it is back.
      }
    }
    return lives;
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
