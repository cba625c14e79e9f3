package dev.proxyherd.site;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.SlotHash;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which server has which bucket, and in which of its lives: another, or a new life of the same, may
 * have lost something. It is kept in the engine too, for when all replicas were away meanwhile.
 */
final class Lives {
  private static final String RUN_ID = "run_id:";

  private final Engine engine;
  private final Keys keys;
  private final Site site;

  /** By bucket. */
  private final @Nullable String[] servers;

  /** Those that had been asked for when this replica began. Null where that is not known yet. */
  private @Nullable Set<String> known;

  private Set<String> noted = Set.of();

  /** By the names of the primaries, as of the last time. */
  private Map<String, String> last = Map.of();

  Lives(Engine engine, Keys keys, Site site) {
    this.engine = engine;
    this.keys = keys;
    this.site = site;
    servers = new String[keys.buckets()];
  }

  /**
   * The buckets that have come to another life since this was last asked. Waits, and finds out what
   * it can.
   */
  BitSet moved() {
    var moved = new BitSet();
    var before = known();
    if (before == null) {
      return moved;
    }
    var lives = lives();
    // A slot that goes from one primary to another that works is moved with all that is in it.
    var trusted = last.isEmpty() ? before : Set.copyOf(last.values());
    for (var bucket = 0; bucket < servers.length; bucket++) {
      var slot = SlotHash.getSlot(keys.records(bucket));
      var server = lives.get(engine.connections().primaryOf(slot));
      if (server != null && !server.equals(servers[bucket])) {
        var isFirst = servers[bucket] == null && before.isEmpty();
        if (!isFirst && !trusted.contains(server)) {
          moved.set(bucket);
        }
        servers[bucket] = server;
      }
    }
    last = lives;
    return moved;
  }

  private @Nullable Set<String> known() {
    if (known == null) {
      try {
        known =
            Stream.of(site.servers().split(" ", -1))
                .filter(life -> !life.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
      } catch (RedisException e) {
        // Its part of the engine is away: what has moved is found when it is back.
      }
    }
    return known;
  }

  /** What has moved so far has been seen to. Waits. */
  void settle() {
    var all = new TreeSet<String>();
    for (var server : servers) {
      if (server == null) {
        return;
      }
      all.add(server);
    }
    if (!all.equals(noted)) {
      site.servers(String.join(" ", all));
      noted = all;
    }
  }

  /** Those of the primaries, by their names: those that do not answer live as they did. */
  private Map<String, String> lives() {
    var asked = new HashMap<String, CompletionStage<String>>();
    var lives = new HashMap<String, String>();
    for (var primary : engine.connections().primaries()) {
      var before = last.get(primary.id());
      if (before != null) {
        lives.put(primary.id(), before);
      }
      try {
        asked.put(primary.id(), primary.commands().info("server"));
      } catch (RedisException e) {
        // It is away: whether it has begun anew, it says when it is back.
      }
    }
    asked.forEach(
        (primary, reply) -> {
          try {
            engine
                .await(reply)
                .lines()
                .filter(line -> line.startsWith(RUN_ID))
                .findFirst()
                .ifPresent(line -> lives.put(primary, line.substring(RUN_ID.length())));
          } catch (RedisException e) {
            // The same.
          }
        });
    return lives;
  }
}
