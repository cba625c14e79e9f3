package dev.proxyherd.site;

import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.ChangeFeedContract;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.location.LocationStoreContract;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.RetentionContract;
import dev.proxyherd.location.StoreModelContract;
import dev.proxyherd.testing.RedisServer;
import io.lettuce.core.RedisURI;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A site's store keeps the same contract as the embedded ones, on a real server. */
@TestInstance(Lifecycle.PER_CLASS)
class RedisStoreTest {
  private final List<Replica> replicas = new ArrayList<>();
  private RedisServer server;
  private int stores;

  @BeforeAll
  void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @AfterEach
  void close() {
    for (var replica : replicas) {
      replica.close();
    }
    replicas.clear();
  }

  /** In one bucket, and without overlap, so that numbers are exactly those of a single machine. */
  private LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
    var replica =
        new Replica(
            List.of(RedisURI.create("127.0.0.1", server.port())),
            Replica.properties("store" + stores++, 1),
            "replica",
            0,
            clock,
            retention,
            capacity);
    replicas.add(replica);
    return settled(replica);
  }

  /** The same store, with feeds that are told at once what they would hear of in a moment. */
  private static LocationStore settled(Replica replica) {
    return (LocationStore)
        Proxy.newProxyInstance(
            RedisStoreTest.class.getClassLoader(),
            new Class<?>[] {LocationStore.class},
            (_, method, arguments) -> {
              try {
                var result = method.invoke(replica.store, arguments);
                return result instanceof SiteFeed feed ? new SettledFeed(feed) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private record SettledFeed(SiteFeed feed) implements ChangeFeed {
    SettledFeed {
      settle(feed);
    }

    private static void settle(SiteFeed feed) {
      feed.refresh();
      await().pollInterval(Duration.ofMillis(1)).until(feed::isSettled);
    }

    @Override
    public List<Change> next(int max, long settled) {
      settle(feed);
      return feed.next(max, settled);
    }

    @Override
    public long position() {
      return feed.position();
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  @Nested
  class Records extends LocationStoreContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return RedisStoreTest.this.open(clock, retention, capacity);
    }
  }

  @Nested
  class Feeds extends ChangeFeedContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return RedisStoreTest.this.open(clock, retention, capacity);
    }
  }

  @Nested
  class Expiry extends RetentionContract {
    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return RedisStoreTest.this.open(clock, retention, capacity);
    }
  }

  @Nested
  class Histories extends StoreModelContract {
    /** Each takes a replica, or some. */
    @Override
    protected int rounds() {
      return 10;
    }

    /** Each is a call to the server and back. */
    @Override
    protected int racedOffers() {
      return 2_000;
    }

    @Override
    protected LocationStore open(InstantSource clock, Retention retention, Capacity capacity) {
      return RedisStoreTest.this.open(clock, retention, capacity);
    }
  }
}
