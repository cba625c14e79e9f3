package dev.proxyherd.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.site.Functions.Claim;
import dev.proxyherd.testing.RedisCluster;
import dev.proxyherd.testing.RedisServer;
import io.lettuce.core.FlushMode;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.ArrayList;
import java.util.List;

/** The functions on a real server, as plain calls. */
final class FunctionCalls {
  private final RedisClusterCommands<byte[], byte[]> commands;

  private FunctionCalls(RedisClusterCommands<byte[], byte[]> commands) {
    this.commands = commands;
  }

  static FunctionCalls on(RedisServer server) {
    var functions = new FunctionCalls(server.connect().sync());
    functions.load();
    return functions;
  }

  /** Loaded at each primary by itself: to a cluster's client, the load has no key to go by. */
  static FunctionCalls on(RedisCluster cluster) {
    cluster.primaries().forEach(FunctionCalls::on);
    return new FunctionCalls(cluster.connect().sync());
  }

  void load() {
    var _ = commands.functionLoad(Functions.text(), true);
  }

  void unload() {
    var _ = commands.functionFlush(FlushMode.SYNC);
  }

  RedisClusterCommands<byte[], byte[]> commands() {
    return commands;
  }

  static byte[] records(String bucket) {
    return key(bucket, "records");
  }

  static byte[] key(String tag, String name) {
    return "{%s}:%s".formatted(tag, name).getBytes(UTF_8);
  }

  private static byte[][] bucket(String bucket) {
    return new byte[][] {records(bucket), key(bucket, "feed")};
  }

  Replies.Offered offer(String bucket, long room, List<Candidate> candidates) {
    return Replies.offered(
        call(Functions.OFFER, bucket(bucket), Functions.offer(room, candidates)));
  }

  Replies.Offered offer(String bucket, Candidate... candidates) {
    return offer(bucket, Integer.MAX_VALUE, List.of(candidates));
  }

  Replies.Page read(String bucket, long after, int limit) {
    return Replies.page(call(Functions.READ, bucket(bucket), Functions.read(after, limit)));
  }

  /** All changes after a number, in pages of so many. */
  List<Replies.Change> readAll(String bucket, long after, int limit) {
    var changes = new ArrayList<Replies.Change>();
    for (var number = after; ; number = changes.getLast().number()) {
      var page = read(bucket, number, limit).changes();
      if (page.isEmpty()) {
        return changes;
      }
      changes.addAll(page);
    }
  }

  Replies.Swept sweep(String bucket, String cursor, int count, long locations, long forgotten) {
    var arguments = Functions.sweep(cursor, count, locations, forgotten);
    return Replies.swept(call(Functions.SWEEP, bucket(bucket), arguments));
  }

  Replies.Lease lease(String link, String replica, long millis, Claim claim) {
    var arguments = Functions.lease(replica, millis, claim);
    return Replies.lease(call(Functions.LEASE, new byte[][] {key(link, "in")}, arguments));
  }

  boolean release(String link, String replica, long token) {
    return isDone(
        Functions.RELEASE, Functions.release(replica, token), new byte[][] {key(link, "in")});
  }

  boolean receipt(String link, byte[]... arguments) {
    var keys = new byte[][] {key(link, "in"), key(link, "receipt")};
    return isDone(Functions.RECEIPT, arguments, keys);
  }

  /** Epoch and number, as they are held. */
  String receipt(String link) {
    var held =
        commands.hmget(key(link, "receipt"), "epoch".getBytes(UTF_8), "number".getBytes(UTF_8));
    return held.stream().map(value -> new String(value.getValue(), UTF_8)).toList().toString();
  }

  private boolean isDone(String function, byte[][] arguments, byte[][] keys) {
    Long done = commands.fcall(function, ScriptOutputType.INTEGER, keys, arguments);
    return done == 1;
  }

  private List<Object> call(String function, byte[][] keys, byte[][] arguments) {
    return commands.fcall(function, ScriptOutputType.MULTI, keys, arguments);
  }
}
