package dev.proxyherd.site;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the engine: few, on which many calls are under way at once. Lettuce connects
 * them again, learns which server has which part of a cluster, and follows what moves.
 */
final class Connections implements AutoCloseable {
  private static final String SINGLE = "single";
  private static final Duration REFRESH = Duration.ofSeconds(2);

  /** A server that is back after hours is found within a second. */
  private static final Delay RECONNECT =
      Delay.exponential(Duration.ofMillis(10), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS);

  /** What waits for a server that does not read; more is refused. */
  private static final int MAX_WAITING = 50_000;

  private final ClientResources resources;
  private final AutoCloseable client;
  private final Runnable refresh;
  private final StatefulConnection<byte[], byte[]> connection;
  private final RedisClusterAsyncCommands<byte[], byte[]> commands;
  private final @Nullable StatefulRedisClusterConnection<byte[], byte[]> cluster;
  private final StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;

  private Connections(ClientResources resources, RedisClient single) {
    this.resources = resources;
    client = single::shutdown;
    refresh = () -> {};
    var direct = single.connect(ByteArrayCodec.INSTANCE);
    connection = direct;
    commands = direct.async();
    cluster = null;
    subscriptions = single.connectPubSub(ByteArrayCodec.INSTANCE);
  }

  private Connections(ClientResources resources, RedisClusterClient clustered) {
    this.resources = resources;
    client = clustered::shutdown;
    refresh = clustered::refreshPartitions;
    cluster = clustered.connect(ByteArrayCodec.INSTANCE);
    connection = cluster;
    commands = cluster.async();
    subscriptions = clustered.connectPubSub(ByteArrayCodec.INSTANCE);
  }

  /**
   * A primary of the engine.
   *
   * @param id of a cluster's node; the same as long as it is that process or its successor
   */
  record Primary(String id, Supplier<RedisAsyncCommands<byte[], byte[]>> connect) {
    /**
     * Waits where it has not been connected to yet.
     *
     * @throws io.lettuce.core.RedisException when it cannot be
     */
    RedisAsyncCommands<byte[], byte[]> commands() {
      return connect.get();
    }
  }

  /**
   * Connects. Whether there is a cluster, the first server that can be reached says.
   *
   * @throws io.lettuce.core.RedisException when none can be reached
   */
  static Connections open(List<RedisURI> nodes, Duration timeout, SslOptions ssl) {
    var resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(RECONNECT)
            .build();
    try {
      var clustered = isCluster(resources, nodes, timeout, ssl);
      if (clustered) {
        var client = RedisClusterClient.create(resources, nodes);
        client.setOptions(clusterOptions(timeout, ssl));
        return new Connections(resources, client);
      }
      var client = RedisClient.create(resources, nodes.getFirst());
      client.setOptions(configure(ClientOptions.builder(), timeout, ssl).build());
      return new Connections(resources, client);
    } catch (RuntimeException e) {
      var _ = resources.shutdown();
      throw e;
    }
  }

  private static boolean isCluster(
      ClientResources resources, List<RedisURI> nodes, Duration timeout, SslOptions ssl) {
    RuntimeException unreachable = null;
    for (var node : nodes) {
      var probe = RedisClient.create(resources, node);
      probe.setOptions(configure(ClientOptions.builder(), timeout, ssl).build());
      try (var connected = probe.connect()) {
        return connected.sync().info("cluster").contains("cluster_enabled:1");
      } catch (RuntimeException e) {
        unreachable = e;
      } finally {
        probe.shutdown(Duration.ZERO, timeout);
      }
    }
    throw Objects.requireNonNull(unreachable, "no nodes");
  }

  private static <B extends ClientOptions.Builder> B configure(
      B options, Duration timeout, SslOptions ssl) {
    options
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MAX_WAITING)
        .timeoutOptions(TimeoutOptions.enabled(timeout))
        .socketOptions(SocketOptions.builder().connectTimeout(timeout).keepAlive(true).build())
        .sslOptions(ssl);
    return options;
  }

  private static ClusterClientOptions clusterOptions(Duration timeout, SslOptions ssl) {
    return configure(ClusterClientOptions.builder(), timeout, ssl)
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(REFRESH)
                .enableAllAdaptiveRefreshTriggers()
                .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
                .build())
        .build();
  }

  boolean isCluster() {
    return cluster != null;
  }

  /** Sends each command to the server that has its keys. */
  RedisClusterAsyncCommands<byte[], byte[]> commands() {
    return commands;
  }

  /** All primaries that are known, whether they can be reached or not. */
  List<Primary> primaries() {
    if (cluster == null) {
      return List.of(new Primary(SINGLE, () -> commandsTo(SINGLE)));
    }
    return cluster.getPartitions().stream()
        .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
        .map(this::primary)
        .toList();
  }

  /** How many primaries are known to have a part of the records. */
  int countPrimaries() {
    return primaries().size();
  }

  private Primary primary(RedisClusterNode node) {
    return new Primary(node.getNodeId(), () -> commandsTo(node.getNodeId()));
  }

  /** The name of the primary that has a slot now, as far as is known; null where none has. */
  @Nullable String primaryOf(int slot) {
    if (cluster == null) {
      return SINGLE;
    }
    var node = cluster.getPartitions().getMasterBySlot(slot);
    return node == null ? null : node.getNodeId();
  }

  /** Commands to one primary only. Waits where it has not been connected to yet. */
  RedisAsyncCommands<byte[], byte[]> commandsTo(String primary) {
    return cluster == null
        ? (RedisAsyncCommands<byte[], byte[]>) commands
        : cluster.getConnection(primary).async();
  }

  /** The same without waiting. */
  CompletionStage<RedisAsyncCommands<byte[], byte[]>> connectTo(String primary) {
    return cluster == null
        ? CompletableFuture.completedStage((RedisAsyncCommands<byte[], byte[]>) commands)
        : cluster.getConnectionAsync(primary).thenApply(StatefulRedisConnection::async);
  }

  /** Asks the cluster which server has what. Waits. */
  void refresh() {
    refresh.run();
  }

  StatefulRedisPubSubConnection<byte[], byte[]> subscriptions() {
    return subscriptions;
  }

  @Override
  public void close() {
    subscriptions.close();
    connection.close();
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      // Not waited for. What is just being connected to has its threads for a moment still.
      var _ = resources.shutdown(200, 2000, TimeUnit.MILLISECONDS);
    }
  }
}
