package dev.proxyherd.testing;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real cluster of six servers on the loopback: three primaries, each with a replica that takes
 * its place within seconds when it is gone.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int SHARDS = 3;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);

  private final List<RedisServer> servers = new ArrayList<>();
  private final List<RedisClusterClient> clients = new ArrayList<>();

  private RedisCluster() {}

  /**
   * Starts one, and waits until all of it works and every replica has what its primary has.
   *
   * @param options of each server: see {@link RedisServer#start}
   */
  public static RedisCluster start(String... options) {
    return start(2 * SHARDS, options);
  }

  /** The same without replicas: what dies is gone. */
  public static RedisCluster startPrimaries(String... options) {
    return start(SHARDS, options);
  }

  private static RedisCluster start(int servers, String... options) {
    var all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--cluster-enabled", "yes", "--cluster-require-full-coverage", "no"));
    all.addAll(List.of("--cluster-node-timeout", "" + NODE_TIMEOUT.toMillis()));
    var cluster = new RedisCluster();
    try {
      for (var i = 0; i < servers; i++) {
        cluster.servers.add(RedisServer.start(all.toArray(String[]::new)));
      }
      cluster.join();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void join() {
    var ids = servers.stream().map(server -> server.ask("CLUSTER", "MYID")).toList();
    for (var i = 0; i < servers.size(); i++) {
      var server = servers.get(i);
      server.ask("CLUSTER", "SET-CONFIG-EPOCH", "" + (i + 1));
      if (i < SHARDS) {
        var first = SlotHash.SLOT_COUNT * i / SHARDS;
        var last = SlotHash.SLOT_COUNT * (i + 1) / SHARDS - 1;
        server.ask("CLUSTER", "ADDSLOTSRANGE", "" + first, "" + last);
      }
      for (var other : servers.subList(0, i)) {
        server.ask("CLUSTER", "MEET", "127.0.0.1", "" + other.port(), "" + other.busPort());
      }
    }
    for (var i = SHARDS; i < servers.size(); i++) {
      var replica = servers.get(i);
      var primary = ids.get(i - SHARDS);
      await()
          .atMost(SOON)
          .pollInterval(OFTEN)
          .until(() -> nodes(replica).anyMatch(node -> node.id().equals(primary)));
      await()
          .atMost(SOON)
          .pollInterval(OFTEN)
          .ignoreExceptionsInstanceOf(RedisSocket.Refusal.class) // Not known as a primary yet.
          .until(() -> replica.ask("CLUSTER", "REPLICATE", primary).equals("OK"));
    }
    awaitReady();
  }

  /** Waits until all servers are there and agree, and every replica follows its primary. */
  public void awaitReady() {
    await().atMost(SOON).pollInterval(OFTEN).until(() -> servers.stream().allMatch(this::isReady));
  }

  private boolean isReady(RedisServer server) {
    var nodes = nodes(server).toList();
    var primaries = nodes.stream().filter(Node::isPrimary).toList();
    return server.ask("CLUSTER", "INFO").contains("cluster_state:ok")
        && nodes.size() == servers.size()
        && nodes.stream().noneMatch(Node::isInDoubt)
        && primaries.stream().filter(node -> !node.slots().isEmpty()).count() == SHARDS
        && primaries.size() == SHARDS
        && (!server.info("role").equals("slave") || server.info("master_link_status").equals("up"));
  }

  public List<RedisServer> servers() {
    return List.copyOf(servers);
  }

  /** As {@code herd.store.redis.nodes} has them. */
  public List<String> nodes() {
    return servers.stream().map(RedisServer::node).toList();
  }

  /** Who has a key's slot now, by the newest word of those that are awake. */
  public RedisServer primaryOf(byte[] key) {
    var slot = SlotHash.getSlot(key);
    var port =
        servers.stream()
            .filter(RedisServer::isAwake)
            .flatMap(RedisCluster::nodes)
            .filter(node -> node.isPrimary() && node.has(slot))
            .max(Comparator.comparingLong(Node::epoch))
            .map(Node::port)
            .orElseThrow(() -> new IllegalStateException("nobody has slot " + slot));
    return onPort(port).orElseThrow();
  }

  /** Whoever follows a server now, by its own word. */
  public RedisServer replicaOf(RedisServer primary) {
    return servers.stream()
        .filter(server -> server.isAwake() && server.info("role").equals("slave"))
        .filter(server -> server.info("master_port").equals("" + primary.port()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody follows " + primary));
  }

  /** Waits until who follows a server has all that it has. */
  public void awaitReplicated(RedisServer primary) {
    var replica = replicaOf(primary);
    await()
        .atMost(SOON)
        .pollInterval(OFTEN)
        .until(() -> replica.info("slave_repl_offset").equals(primary.info("master_repl_offset")));
  }

  /** Waits until another server than this has a key's slot, and takes writes. */
  public RedisServer awaitFailover(byte[] key, RedisServer before) {
    await()
        .atMost(SOON)
        .pollInterval(OFTEN)
        .ignoreExceptions() // While nobody has it.
        .until(() -> primaryOf(key) != before && primaryOf(key).info("role").equals("master"));
    return primaryOf(key);
  }

  /**
   * Moves a key's slot to the primary after the one that has it, key by key, as resharding does.
   */
  public void move(byte[] key) {
    var slot = "" + SlotHash.getSlot(key);
    var from = primaryOf(key);
    var all = primaries();
    var to = all.get((all.indexOf(from) + 1) % all.size());
    var toId = to.ask("CLUSTER", "MYID");
    to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", from.ask("CLUSTER", "MYID"));
    from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
    var commands = from.connect().sync();
    while (true) {
      var keys = commands.clusterGetKeysInSlot(Integer.parseInt(slot), 1);
      if (keys.isEmpty()) {
        break;
      }
      commands.migrate("127.0.0.1", to.port(), 0, SOON.toMillis(), MigrateArgs.Builder.keys(keys));
    }
    to.ask("CLUSTER", "SETSLOT", slot, "NODE", toId);
    from.ask("CLUSTER", "SETSLOT", slot, "NODE", toId);
  }

  private Optional<RedisServer> onPort(int port) {
    return servers.stream().filter(server -> server.port() == port).findFirst();
  }

  /**
   * A connection of the test's own; closed with the cluster, at the latest. While a server is gone,
   * what would go there fails: it would be waiting still when another has taken its place.
   */
  public StatefulRedisClusterConnection<byte[], byte[]> connect() {
    var uris = servers.stream().map(RedisServer::uri).toArray(RedisURI[]::new);
    var client = RedisClusterClient.create(RedisServer.threads(), List.of(uris));
    client.setOptions(
        ClusterClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enableAllAdaptiveRefreshTriggers()
                    .enablePeriodicRefresh(NODE_TIMEOUT)
                    .build())
            .build());
    clients.add(client);
    return client.connect(ByteArrayCodec.INSTANCE);
  }

  /** Those that take writes, by their own word. */
  public List<RedisServer> primaries() {
    return servers.stream()
        .filter(server -> server.isAwake() && server.info("role").equals("master"))
        .toList();
  }

  /** Forgets all data; functions stay. */
  public void flush() {
    primaries().forEach(RedisServer::flush);
  }

  @Override
  public void close() {
    clients.forEach(client -> client.shutdown(Duration.ZERO, SOON));
    servers.forEach(RedisServer::close);
  }

  private static Stream<Node> nodes(RedisServer server) {
    return server.ask("CLUSTER", "NODES").lines().map(Node::parse);
  }

  /** A line of {@code CLUSTER NODES}. */
  private record Node(String id, int port, List<String> flags, long epoch, List<String> slots) {
    static Node parse(String line) {
      var words = List.of(line.split(" ", -1));
      var address = words.get(1);
      var port = address.substring(address.indexOf(':') + 1, address.indexOf('@'));
      return new Node(
          words.getFirst(),
          Integer.parseInt(port),
          List.of(words.get(2).split(",", -1)),
          Long.parseLong(words.get(6)),
          words.subList(8, words.size()));
    }

    boolean isPrimary() {
      return flags.contains("master") && !flags.contains("fail");
    }

    boolean isInDoubt() {
      return Stream.of("fail", "fail?", "handshake", "noaddr").anyMatch(flags::contains);
    }

    boolean has(int slot) {
      return slots.stream()
          .filter(range -> !range.startsWith("[")) // One that is on its way.
          .map(range -> Stream.of(range.split("-", -1)).mapToInt(Integer::parseInt).toArray())
          .anyMatch(range -> range[0] <= slot && slot <= range[range.length - 1]);
    }
  }
}
