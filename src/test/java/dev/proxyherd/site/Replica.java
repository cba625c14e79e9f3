package dev.proxyherd.site;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Timestamps;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a replica has of a site, without the rest of a member. It believes that all links are its
 * own.
 */
final class Replica implements AutoCloseable {
  private final Connections connections;
  private final Connections others;
  private final Watch watch;
  final Buckets buckets;
  final Feeds feeds;
  final Receipts receipts;
  final RedisStore store;
  final Map<String, Long> tokens = new ConcurrentHashMap<>();

  Replica(
      List<RedisURI> nodes,
      RedisProperties properties,
      String name,
      long overlap,
      InstantSource clock,
      Retention retention,
      Capacity capacity) {
    connections = Connections.open(nodes, properties.timeout(), SslOptions.create());
    others = Connections.open(nodes, properties.timeout(), SslOptions.create());
    var keys = new Keys(properties.prefix(), "Goloman", properties.buckets());
    var engine = new Engine(connections, properties);
    var site = new Site(engine, keys);
    receipts =
        new Receipts(engine, keys, new Held(new Engine(others, properties), keys), tokens::keySet);
    buckets = new Buckets(engine, keys, clock, retention, capacity, receipts::origin);
    feeds =
        new Feeds(
            buckets,
            new FanOut(connections, keys, name),
            retention.cutoff(Timestamps.now(clock)),
            overlap,
            overlap == 0 ? Long.MAX_VALUE / 2 : overlap - 1_000_000);
    watch = new Watch(site, buckets, feeds, receipts, new Lives(engine, keys, site), _ -> {});
    store = new RedisStore(buckets, feeds, receipts, clock, retention, site);
  }

  static RedisProperties properties(String prefix, int buckets) {
    return new RedisProperties(
        List.of(),
        null,
        null,
        new RedisProperties.Ssl(""),
        prefix,
        buckets,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        true,
        0,
        false);
  }

  /** Takes a link the first time that its token is asked for. */
  private final class Held implements ReceiptTokens {
    private final Engine engine;
    private final Keys keys;

    Held(Engine engine, Keys keys) {
      this.engine = engine;
      this.keys = keys;
    }

    @Override
    public OptionalLong of(String neighbour) {
      return OptionalLong.of(tokens.computeIfAbsent(neighbour, this::take));
    }

    /** On a connection of its own: it is waited for on a thread that may not wait. */
    private long take(String neighbour) {
      var arguments = Functions.lease("replica", 60_000, Functions.Claim.TAKE);
      var key = new byte[][] {keys.incoming(neighbour)};
      return Replies.lease(engine.await(engine.call(Functions.LEASE, key, arguments))).token();
    }

    @Override
    public void refused(String neighbour, long token) {
      tokens.remove(neighbour, token);
    }
  }

  @Override
  public void close() {
    try {
      watch.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connections.close();
    others.close();
  }
}
