package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.peer.Leases;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.testing.RedisServer;
import dev.proxyherd.testing.Reporters;
import dev.proxyherd.testing.Seeds;
import dev.proxyherd.testing.SiteHerd;
import dev.proxyherd.testing.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A site whose engine is one server, which forgets, is full, or cannot be reached. */
class SiteEngineTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Random random = Seeds.random();
  private static @SuppressWarnings("NullAway.Init") RedisServer server;
  private static @SuppressWarnings("NullAway.Init") SiteHerd herd;
  private static int sets;

  @BeforeAll
  static void start() throws Exception {
    server = RedisServer.start();
    herd =
        new SiteHerd(
            List.of(server.node()),
            "herd",
            2,
            List.of("Hands"),
            Map.of("herd.store.redis.timeout", "300ms"));
  }

  @AfterAll
  static void stop() throws Exception {
    herd.close();
    server.close();
  }

  @AfterEach
  void allIsWell() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(herd.replicas())
                    .allSatisfy(replica -> assertThat(replica.store().trouble()).isEmpty()));
    herd.eventuallyLinked();
  }

  private static Reporters reporters() {
    return Reporters.start(herd::members, "client" + sets++, random);
  }

  private static void awaitRefusal(Reporters reporters) {
    var before = reporters.refused();
    await().atMost(SOON).until(() -> reporters.refused() > before);
  }

  @Test
  void functionsThatAreGoneAreLoadedAgain() {
    var reporters = reporters();
    reporters.awaitMore(200);
    server.ask("FUNCTION", "FLUSH");
    reporters.awaitMore(200).stop();
    assertThat(reporters.refused()).isZero();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  @Test
  void anEngineThatHasLostAllIsGivenAllBack() {
    var before = reporters();
    before.awaitMore(300).stop();
    herd.eventuallyAllIsEverywhere(before);
    var reporters = reporters();
    reporters.awaitMore(100);
    server.flush();
    reporters.awaitMore(300).stop();
    herd.eventuallyAllIsEverywhere(before, reporters);
    await() // each looks for itself, now and then
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(herd.replicas().getFirst().store().epoch())
                    .isEqualTo(herd.replicas().getLast().store().epoch()));
  }

  @Test
  void aFullEngineRefusesUntilThereIsRoom() {
    var reporters = reporters();
    reporters.awaitMore(200);
    server.ask("CONFIG", "SET", "maxmemory", "1");
    awaitRefusal(reporters);
    await()
        .atMost(SOON)
        .until(() -> herd.replicas().getFirst().store().trouble().orElse("").contains("OOM"));
    server.ask("CONFIG", "SET", "maxmemory", "0");
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  @Test
  void anEngineThatIsReadOnlyRefuses() {
    var reporters = reporters();
    reporters.awaitMore(200);
    server.ask("CONFIG", "SET", "min-replicas-to-write", "1");
    awaitRefusal(reporters);
    server.ask("CONFIG", "SET", "min-replicas-to-write", "0");
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  @Test
  void anEngineThatIsKilledAndComesBackEmptyIsGivenAllBack() {
    var reporters = reporters();
    reporters.awaitMore(200);
    server.kill();
    awaitRefusal(reporters);
    server.restart();
    reporters.awaitMore(200).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }

  /** It cannot renew its leases: another takes its links over, also if it does not end itself. */
  @Test
  void aReplicaThatLosesSightOfTheEngineIsReplaced() throws Exception {
    try (var wire = new Wire(server::port)) {
      var far = herd.startReplica(List.of("127.0.0.1:" + wire.entry().getPort()), _ -> {});
      var outgoing = LinkId.outgoing("Hands");
      await().atMost(SOON).until(() -> far.store().trouble().isEmpty());
      for (var other : List.copyOf(herd.replicas())) {
        if (other != far) {
          herd.stop(other);
        }
      }
      assertThat(herd.holder(outgoing)).isSameAs(far);
      herd.startReplica();
      var reporters = reporters();
      reporters.awaitMore(200);
      wire.blackHole();
      await().atMost(SOON).until(() -> herd.holder(outgoing) != far);
      reporters.awaitMore(30);
      wire.heal();
      reporters.awaitMore(200).stop();
      herd.eventuallyAllIsEverywhere(reporters);
      herd.stop(far);
      herd.startReplica();
    }
  }

  /** For as long as they believe it they replace each other's link, and that is all. */
  @Test
  void twoReplicasThatBelieveThatTheyHoldALinkAreHarmless() {
    var believer =
        herd.startReplica(
            List.of(server.node()),
            beans ->
                beans.registerBean(
                    "leasesOfABeliever",
                    Leases.class,
                    () -> Leases.OF_ONE_PROCESS,
                    definition -> definition.setPrimary(true)));
    var reporters = reporters();
    reporters.awaitMore(400).stop();
    herd.eventuallyAllIsEverywhere(reporters);
    herd.stop(believer);
    herd.eventuallyLinked();
    reporters = reporters();
    reporters.awaitMore(100).stop();
    herd.eventuallyAllIsEverywhere(reporters);
  }
}
