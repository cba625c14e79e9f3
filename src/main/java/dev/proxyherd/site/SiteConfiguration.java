package dev.proxyherd.site;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.MemoryJournal;
import dev.proxyherd.location.RecordStore;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Timestamps;
import dev.proxyherd.location.WholeStore;
import dev.proxyherd.peer.Neighbours;
import dev.proxyherd.places.google.BudgetLedger;
import dev.proxyherd.topology.CurrentTopology;
import dev.proxyherd.topology.Topology;
import io.lettuce.core.RedisException;
import io.lettuce.core.SslOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a replica of a site has in place of a store of its own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
public class SiteConfiguration {
  private static final Log LOG = LogFactory.getLog(SiteConfiguration.class);

  /** An engine that is started together with its replicas may take as long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private static final int SUFFIX_DIGITS = 6;

  /** What is read twice where a link resumes. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  /** How far apart the clocks of the engine's servers may be. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "herd.store.type", havingValue = "redis")
  static class OnRedis {
    @Bean
    Connections engineConnections(RedisProperties properties, SslBundles bundles) {
      var nodes = EngineAddress.of(properties);
      var bundle = properties.ssl().bundle();
      var ssl = bundle.isEmpty() ? SslOptions.create() : EngineTls.of(bundle, bundles);
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      for (var tries = 0; ; tries++) {
        try {
          return Connections.open(nodes, properties.timeout(), ssl);
        } catch (RedisException e) {
          EngineAddress.checkPassword(e);
          if (System.nanoTime() - deadline >= 0) {
            throw new SiteException(
                "nodes",
                "No server of %s can be reached: %s"
                    .formatted(properties.nodes(), EngineAddress.explain(e)),
                "Start the engine, or say where it is.",
                e);
          }
          if (tries == 0) {
            LOG.warn(
                "Waiting for the engine at %s: %s"
                    .formatted(properties.nodes(), EngineAddress.explain(e)));
          }
          LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
      }
    }

    @Bean
    Keys siteKeys(RedisProperties properties, Topology topology) {
      return new Keys(properties.prefix(), topology.self(), properties.buckets());
    }

    @Bean
    Engine engine(Connections connections, RedisProperties properties) {
      return new Engine(connections, properties);
    }

    @Bean
    BudgetLedger budgetLedger(Engine engine, Keys keys) {
      return new EngineBudget(engine, keys);
    }

    @Bean
    Site site(Engine engine, Keys keys) {
      return new Site(engine, keys);
    }

    @Bean
    Receipts siteReceipts(
        Engine engine, Keys keys, ReceiptTokens tokens, CurrentTopology topology) {
      return new Receipts(engine, keys, tokens, () -> topology.get().neighbours());
    }

    @Bean
    Buckets buckets(
        Engine engine,
        Keys keys,
        InstantSource clock,
        Retention retention,
        Capacity capacity,
        Receipts receipts) {
      return new Buckets(engine, keys, clock, retention, capacity, receipts::origin);
    }

    @Bean
    Feeds siteFeeds(Buckets buckets, FanOut fanOut, InstantSource clock, Retention retention) {
      return new Feeds(
          buckets,
          fanOut,
          retention.cutoff(Timestamps.now(clock)),
          micros(OVERLAP),
          micros(OVERLAP.minus(CLOCKS_APART)));
    }

    @Bean
    FanOut fanOut(Connections connections, Keys keys, RedisLeases leases) {
      return new FanOut(connections, keys, leases.replica().orElseThrow());
    }

    /** Stopped, and what it holds given back, before the connections are. */
    @Bean(initMethod = "start")
    RedisLeases siteLeases(Engine engine, Keys keys, RedisProperties properties) {
      var calls = new EngineLeases(engine, keys, properties.lease().toMillis());
      return new RedisLeases(replica(), calls, properties.lease(), System::nanoTime);
    }

    /** Unlike that of any other process, and to be recognised by people. */
    private static String replica() {
      var suffix = HexFormat.of().toHexDigits(new SecureRandom().nextLong(), SUFFIX_DIGITS);
      try {
        return InetAddress.getLocalHost().getHostName() + "-" + suffix;
      } catch (UnknownHostException e) {
        return "replica-" + suffix;
      }
    }

    @Bean(destroyMethod = "stop")
    Watch siteWatch(
        Engine engine,
        Site site,
        Buckets buckets,
        Feeds feeds,
        Receipts receipts,
        ObjectProvider<Neighbours> neighbours) {
      var lives = new Lives(engine, buckets.keys(), site);
      return new Watch(
          site,
          buckets,
          feeds,
          receipts,
          lives,
          name -> neighbours.ifAvailable(all -> all.renewed(name)));
    }

    /** Null where this replica is not to follow. */
    @Bean(destroyMethod = "stop")
    @Nullable Follower siteFollower(
        RedisProperties properties,
        Feeds feeds,
        InstantSource clock,
        Retention retention,
        Capacity capacity) {
      return properties.follow()
          ? new Follower(feeds, new RecordStore(clock, new MemoryJournal(), retention, capacity))
          : null;
    }

    @Bean
    SiteStatus siteStatus(
        Engine engine,
        Buckets buckets,
        Feeds feeds,
        FanOut fanOut,
        Watch watch,
        RedisLeases leases,
        ObjectProvider<Follower> follower) {
      return new ReplicaStatus(
          engine, buckets, feeds, fanOut, watch, leases, follower.getIfAvailable());
    }

    @Bean
    WholeStore wholeStore(LocationStore store, ObjectProvider<Follower> follower) {
      var following = follower.getIfAvailable();
      return new WholeStore(following == null ? store : following.records());
    }

    @Bean
    LocationStore locationStore(
        Buckets buckets,
        Feeds feeds,
        Receipts receipts,
        InstantSource clock,
        Retention retention,
        Site site) {
      return new RedisStore(buckets, feeds, receipts, clock, retention, site);
    }
  }

  private static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }
}
