package dev.proxyherd.site;

import dev.proxyherd.location.Retention.Cutoff;
import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.site.Replies.Swept;
import java.util.concurrent.atomic.LongAdder;

/** Drops what a cutoff has passed from all buckets, but for those whose server is away. */
final class BucketSweep {
  /** Records that are looked at in one call, which holds up its server. */
  private static final int AT_ONCE = 200;

  private final Engine engine;
  private final Buckets buckets;
  private final Cutoff bound;
  private final LongAdder dropped;

  BucketSweep(Engine engine, Buckets buckets, Cutoff bound, LongAdder dropped) {
    this.engine = engine;
    this.buckets = buckets;
    this.bound = bound;
    this.dropped = dropped;
  }

  /**
   * Does it, and waits.
   *
   * @throws StoreUnavailableException when it could not be done everywhere
   */
  void run() {
    StoreUnavailableException away = null;
    for (var bucket = 0; bucket < buckets.count(); bucket++) {
      try {
        sweep(bucket);
      } catch (StoreUnavailableException e) {
        away = e;
      }
    }
    if (away != null) {
      throw away;
    }
  }

  private void sweep(int bucket) {
    var trouble = buckets.trouble(bucket);
    if (trouble != null) { // so many time-outs, one after the other, would hold up the others
      throw new StoreUnavailableException("bucket " + bucket + ": " + trouble);
    }
    for (Swept swept = null; swept == null || !swept.isLast(); ) {
      swept = sweep(bucket, swept == null ? Functions.START : swept.cursor());
      dropped.add(swept.dropped());
    }
  }

  private Swept sweep(int bucket, String cursor) {
    var arguments =
        Functions.sweep(cursor, AT_ONCE, bound.locationsNanos(), bound.forgottenNanos());
    var call = engine.call(Functions.SWEEP, buckets.keys().bucket(bucket), arguments);
    var swept = Replies.swept(engine.ask(call));
    buckets.know(bucket, swept.tally());
    return swept;
  }
}
