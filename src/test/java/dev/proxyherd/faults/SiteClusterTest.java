package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.testing.RedisCluster;
import dev.proxyherd.testing.RedisServer;
import dev.proxyherd.testing.Reporters;
import dev.proxyherd.testing.Seeds;
import dev.proxyherd.testing.SiteHerd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A site whose engine is a cluster, parts of which die, stand still, and move. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteClusterTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PREFIX = "herd";
  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") RedisCluster cluster;
  private static @SuppressWarnings("NullAway.Init") SiteHerd herd;

  @BeforeAll
  static void start() throws Exception {
    cluster = RedisCluster.start();
    herd =
        new SiteHerd(
            cluster.nodes(),
            PREFIX,
            3,
            List.of("Hands", "Welsh"),
            Map.of("herd.store.redis.timeout", "300ms"));
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
    cluster.close();
  }

  private static byte[] bucket(int number) {
    return "{%s:Goloman:%d}:records".formatted(PREFIX, number).getBytes(StandardCharsets.UTF_8);
  }

  private static Reporters reporters(String prefix) {
    return Reporters.start(herd::members, prefix, random);
  }

  /** What is on its way to a server that stands still would reach it yet. */
  private static void stopReplication(RedisServer primary, RedisServer replica) {
    replica.pause();
    primary.ask("CLIENT", "KILL", "TYPE", "replica");
  }

  private static void eventuallyWell() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(herd.replicas())
                    .allSatisfy(replica -> assertThat(replica.store().trouble()).isEmpty()));
  }

  /** Before the others: after a fail-over neighbours send much again, and are meant to. */
  @Test
  @Order(1)
  void whatIsToldToAnyReplicaIsEverywhereAndNotSentForEver() {
    var echoed = herd.updatesFrom("Hands") + herd.updatesFrom("Welsh");
    var reporters = Reporters.start(herd::replicas, "flood", random);
    reporters.awaitMore(1000).stop();
    herd.eventuallyAllIsEverywhere(reporters);
    assertThat(reporters.refused()).isZero();
    assertThat(herd.updatesFrom("Hands") + herd.updatesFrom("Welsh") - echoed).isLessThan(300);
  }

  /** Its replica had not heard of all yet: what it had taken is given back. */
  @Test
  void aPrimaryIsKilledThatHasMoreThanItsReplica() {
    var key = bucket(3);
    var primary = cluster.primaryOf(key);
    var replica = cluster.replicaOf(primary);
    var reporters = reporters("kill");
    reporters.awaitMore(200);
    stopReplication(primary, replica);
    reporters.awaitMore(200);
    primary.kill();
    replica.resume();
    await()
        .atMost(SOON)
        .until(() -> herd.replicas().stream().allMatch(each -> each.store().trouble().isPresent()));
    reporters.awaitMore(100); // of the other shards' clients
    cluster.awaitFailover(key, primary);
    eventuallyWell();
    reporters.awaitMore(200).stop();
    assertThat(reporters.refused()).isPositive();
    herd.eventuallyAllIsEverywhere(reporters);
    primary.restart();
    cluster.awaitReady();
  }

  /** Nobody remembers what the dead primary had taken but the neighbours. */
  @Test
  void aPrimaryAndAllReplicasOfTheSiteAreGoneAtOnce() {
    var key = bucket(3);
    var primary = cluster.primaryOf(key);
    var replica = cluster.replicaOf(primary);
    var reporters = reporters("both");
    reporters.awaitMore(200);
    stopReplication(primary, replica);
    reporters.awaitMore(200).stop();
    herd.replicas().forEach(herd::stop);
    primary.kill();
    replica.resume();
    cluster.awaitFailover(key, primary);
    for (var i = 0; i < 3; i++) {
      herd.startReplica();
    }
    herd.eventuallyLinked();
    herd.eventuallyAllIsEverywhere(reporters);
    primary.restart();
    cluster.awaitReady();
  }

  @Test
  void aPrimaryStandsStillUntilItIsReplaced() {
    var key = bucket(3);
    var primary = cluster.primaryOf(key);
    var reporters = reporters("freeze");
    reporters.awaitMore(200);
    primary.pause();
    cluster.awaitFailover(key, primary);
    reporters.awaitMore(200);
    primary.resume();
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
    eventuallyWell();
    cluster.awaitReady();
  }

  @Test
  void aShardStandsStillAndGoesOn() {
    var primary = cluster.primaryOf(bucket(3));
    var replica = cluster.replicaOf(primary);
    var reporters = reporters("still");
    reporters.awaitMore(200);
    replica.pause();
    primary.pause();
    await()
        .atMost(SOON)
        .until(() -> herd.replicas().stream().allMatch(each -> each.store().trouble().isPresent()));
    reporters.awaitMore(100);
    primary.resume();
    replica.resume();
    eventuallyWell();
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
    cluster.awaitReady();
  }

  @Test
  void slotsMoveUnderLoad() {
    var reporters = reporters("move");
    reporters.awaitMore(200);
    for (var bucket = 0; bucket < 24; bucket++) {
      cluster.move(bucket(bucket));
    }
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  @Test
  void neighboursComeBackWithoutAMemory() {
    var reporters = reporters("neighbour");
    reporters.awaitMore(300);
    herd.stopNeighbour("Hands");
    herd.startNeighbour("Hands");
    reporters.awaitMore(300).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  /** Nobody is there who could give anything back. */
  @Test
  void whatAReplicaOfTheEngineHasSurvivesItsPrimary() throws Exception {
    var properties =
        Map.of("herd.store.redis.timeout", "300ms", "herd.store.redis.wait-replicas", "1");
    try (var alone = new SiteHerd(cluster.nodes(), "alone", 1, List.of(), properties)) {
      var key = "{alone:Goloman:3}:records".getBytes(StandardCharsets.UTF_8);
      var primary = cluster.primaryOf(key);
      var reporters = Reporters.start(alone::members, "alone", random);
      reporters.awaitMore(300);
      primary.kill();
      reporters.stop();
      alone.stop(alone.replicas().getFirst());
      cluster.awaitFailover(key, primary);
      alone.startReplica();
      alone.eventuallyAllIsEverywhere(reporters);
      primary.restart();
      cluster.awaitReady();
    }
  }
}
