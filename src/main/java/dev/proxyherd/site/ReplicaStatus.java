package dev.proxyherd.site;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the parts of this replica say of themselves. */
final class ReplicaStatus implements SiteStatus {
  private final Engine engine;
  private final Buckets buckets;
  private final Feeds feeds;
  private final FanOut fanOut;
  private final Watch watch;
  private final RedisLeases leases;
  private final @Nullable Follower follower;

  ReplicaStatus(
      Engine engine,
      Buckets buckets,
      Feeds feeds,
      FanOut fanOut,
      Watch watch,
      RedisLeases leases,
      @Nullable Follower follower) {
    this.engine = engine;
    this.buckets = buckets;
    this.feeds = feeds;
    this.fanOut = fanOut;
    this.watch = watch;
    this.leases = leases;
    this.follower = follower;
  }

  @Override
  public Snapshot snapshot() {
    return new Snapshot(
        leases.replica().orElseThrow(),
        engine.connections().isCluster(),
        engine.connections().countPrimaries(),
        leases.held(),
        buckets.count(),
        buckets.countInTrouble(),
        buckets.trouble().orElse(null),
        feeds.count(),
        feeds.gaps(),
        fanOut.told(),
        fanOut.heard(),
        watch.failOvers(),
        follower == null ? Double.NaN : behind(follower));
  }

  private double behind(Follower following) {
    var micros = Math.max(0, buckets.lastChange() - following.position());
    return following.isBehind() ? micros / (double) TimeUnit.SECONDS.toMicros(1) : 0;
  }

  @Override
  public EngineCounts counts() {
    return engine.counts();
  }
}
