package dev.proxyherd.bench;

import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.MemberSetup;
import dev.proxyherd.testing.RedisCluster;
import dev.proxyherd.testing.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an update costs a site of several replicas on an engine of one or three servers, beside one
 * member with its store on disk: {@code mvn test -Dtest=SiteBench -Dherd.bench=SECONDS}. Members in
 * processes as they are deployed, real engines without a log on disk, and the load from this
 * process; all on one machine. Each round goes through all set-ups, so that a slow moment of the
 * machine is not one set-up's; {@code -Dherd.bench.rounds} says how many.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+", disabledReason = "a benchmark")
class SiteBench {
  private static final int ROUNDS = Integer.getInteger("herd.bench.rounds", 3);
  private static final int CONNECTIONS = 48;
  private static final int CLIENTS = 100_000;
  private static final double MICROS_OF_SECONDS_PER_100K = 10;

  @TempDir Path folder;

  private final Map<String, List<LoadResult>> results = new LinkedHashMap<>();
  private final Map<String, Long> bytesAClient = new LinkedHashMap<>();

  @Test
  void updates() throws Exception {
    try (var single = RedisServer.start();
        var cluster = RedisCluster.startPrimaries()) {
      for (var round = 0; round < ROUNDS; round++) {
        measure("one member, embedded store", 1, Map.of("herd.store.sync", "os"), List.of());
        for (var replicas : List.of(1, 2, 4)) {
          measure(name(replicas, 1), replicas, on(single.node(), false), List.of(single));
          measure(
              name(replicas, 3),
              replicas,
              on(String.join(",", cluster.nodes()), false),
              cluster.servers());
        }
        measure("2 replicas that follow, 1 server", 2, on(single.node(), true), List.of(single));
      }
    }
    print();
  }

  private static String name(int replicas, int servers) {
    return "%d replica%s, %d server%s"
        .formatted(replicas, replicas == 1 ? "" : "s", servers, servers == 1 ? "" : "s");
  }

  private static Map<String, String> on(String nodes, boolean follow) {
    return Map.of(
        "herd.store.type",
        "redis",
        "herd.store.redis.nodes",
        nodes,
        "herd.store.redis.follow",
        Boolean.toString(follow));
  }

  private void measure(
      String setting, int replicas, Map<String, String> properties, List<RedisServer> engine)
      throws Exception {
    engine.forEach(RedisServer::flush);
    var members = new ArrayList<MemberProcess>();
    try {
      for (var i = 0; i < replicas; i++) {
        members.add(
            MemberProcess.start(
                MemberSetup.of("Goloman").asDeployed().with(properties),
                Files.createTempDirectory(folder, "member")));
      }
      members.forEach(MemberProcess::awaitReady);
      var empty = memory(engine);
      for (var inFlight : List.of(1, 16)) {
        var result = load(inFlight, members, engine);
        results.computeIfAbsent(setting + " | " + inFlight, _ -> new ArrayList<>()).add(result);
        System.out.println(row(setting + " | " + inFlight, List.of(result)));
      }
      if (!engine.isEmpty()) {
        bytesAClient.put(setting, (memory(engine) - empty) / CLIENTS);
      }
    } finally {
      for (var member : members) {
        member.kill();
      }
    }
  }

  private static long memory(List<RedisServer> engine) {
    return engine.stream().mapToLong(server -> Long.parseLong(server.info("used_memory"))).sum();
  }

  private static LoadResult load(
      int inFlight, List<MemberProcess> members, List<RedisServer> engine) {
    var seconds = Integer.getInteger("herd.bench", 4);
    var settings = Loads.settings(CONNECTIONS, inFlight, 0, CLIENTS);
    var targets = new ArrayList<Target>();
    var watched = new ArrayList<Watched>();
    for (var member : members) {
      var process = new LocalProcess(member.pid());
      targets.add(new Target(member.name(), member.clientAddress(), true));
      watched.add(new Watched("member", process));
    }
    engine.forEach(server -> watched.add(new Watched("engine", new LocalProcess(server.pid()))));
    var lasting = Loads.lasting(settings, Duration.ofSeconds(seconds), Duration.ofSeconds(30));
    try (var warmUp =
        Load.onMembers(
            Loads.lasting(settings, Duration.ofSeconds(2), Duration.ofSeconds(30)),
            targets,
            List.of(),
            _ -> {})) {
      warmUp.measure();
    }
    try (var load = Load.onMembers(lasting, targets, watched, _ -> {})) {
      return load.measure();
    }
  }

  private void print() {
    System.out.println(
        "| set-up | in flight | updates/s | members, µs | engine, µs | p50, ms | p99, ms | refused"
            + " |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    results.forEach((setting, rounds) -> System.out.println(row(setting, rounds)));
    System.out.println("bytes of the engines' memory a client: " + bytesAClient);
  }

  private static String row(String setting, List<LoadResult> rounds) {
    return "| %s | %s | %s | %s | %s | %s | %d |"
        .formatted(
            setting,
            spread(rounds, result -> result.all().perSecond(), "%,.0f"),
            spread(rounds, result -> micros(result, "member"), "%.1f"),
            spread(rounds, result -> micros(result, "engine"), "%.1f"),
            spread(rounds, result -> result.all().latency().p50Micros() / 1000.0, "%.1f"),
            spread(rounds, result -> result.all().latency().p99Micros() / 1000.0, "%.1f"),
            rounds.stream().mapToLong(LoadResult::refused).sum());
  }

  /** Processor time for one update. */
  private static double micros(LoadResult result, String who) {
    return MICROS_OF_SECONDS_PER_100K
        * result.costs().stream()
            .filter(cost -> cost.name().equals(who))
            .mapToDouble(cost -> cost.cpuSecondsPer100k() == null ? 0 : cost.cpuSecondsPer100k())
            .sum();
  }

  /** The middle of the rounds, and all of them from the least to the greatest. */
  private static String spread(
      List<LoadResult> rounds, ToDoubleFunction<LoadResult> value, String format) {
    var sorted = rounds.stream().mapToDouble(value).sorted().boxed().toList();
    return format.formatted(sorted.get(sorted.size() / 2))
        + sorted.stream().map(format::formatted).collect(Collectors.joining("–", " (", ")"));
  }
}
