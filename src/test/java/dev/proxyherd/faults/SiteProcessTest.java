package dev.proxyherd.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.peer.LinkState;
import dev.proxyherd.testing.MemberProcess;
import dev.proxyherd.testing.MemberSetup;
import dev.proxyherd.testing.RedisServer;
import dev.proxyherd.testing.Reporters;
import dev.proxyherd.testing.Seeds;
import dev.proxyherd.testing.TestMember;
import dev.proxyherd.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas of a site that die or stand still, in processes of their own. */
class SiteProcessTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private final Random random = Seeds.random();
  private final List<MemberProcess> replicas = new CopyOnWriteArrayList<>();
  private final List<Reporters> all = new ArrayList<>();
  private final RedisServer server = RedisServer.start();
  private final Wire toSite = new Wire(this::anyPeerPort);
  private final TestMember neighbour =
      TestMember.start("Hands", List.of("Goloman"), _ -> toSite.entry(), Map.of());

  SiteProcessTest() throws IOException {}

  /** As a balancer would choose; a port that nobody listens on while none is there. */
  private int anyPeerPort() {
    var present = replicas.stream().filter(MemberProcess::isListening).toList();
    return present.isEmpty()
        ? 1
        : present.get(random.nextInt(present.size())).peerAddress().getPort();
  }

  private void startReplicas(int count) {
    for (var i = 0; i < count; i++) {
      replicas.add(
          MemberSetup.of("Goloman")
              .with("herd.store.type", "redis")
              .with("herd.store.redis.nodes", server.node())
              .with("herd.store.redis.buckets", 16)
              .with("herd.store.redis.lease", "2s")
              .linkedTo("Hands", "127.0.0.1", neighbour.peerPort())
              .start(folder));
    }
    replicas.forEach(MemberProcess::awaitReady);
  }

  @BeforeEach
  void start() {
    startReplicas(2);
    eventuallyLinked();
  }

  @AfterEach
  void stop() throws IOException {
    replicas.forEach(MemberProcess::close);
    neighbour.close();
    toSite.close();
    server.close();
  }

  private Reporters reporters() {
    var more = Reporters.start(() -> replicas, "client" + all.size(), random);
    all.add(more);
    return more;
  }

  /** The replica that sends to the neighbour, when one does. */
  private MemberProcess sender() {
    return await()
        .atMost(SOON)
        .until(
            () ->
                replicas.stream()
                    .filter(replica -> replica.status().link("Hands").state() == LinkState.UP)
                    .toList(),
            senders -> senders.size() == 1)
        .getFirst();
  }

  private void eventuallyLinked() {
    assertThat(sender().isRunning()).isTrue();
  }

  private void eventuallyAllIsEverywhere() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              for (var reporters : all) {
                reporters
                    .acknowledged()
                    .forEach(
                        (client, report) ->
                            assertThat(
                                    neighbour
                                        .store()
                                        .find(ByteString.of(client))
                                        .map(ClientLocation::timeNanos))
                                .as(report.line())
                                .hasValueSatisfying(
                                    held ->
                                        assertThat(held).isGreaterThanOrEqualTo(report.time())));
              }
              assertThat(replicas)
                  .allSatisfy(
                      replica ->
                          assertThat(replica.status().clients())
                              .isEqualTo(neighbour.store().size()));
            });
  }

  @Test
  void anotherTakesOverTheLinksOfOneThatDiesOrStandsStill() throws Exception {
    try (var reporters = reporters()) {
      reporters.awaitMore(200);
      var first = sender();
      first.kill();
      replicas.remove(first);
      reporters.awaitMore(200);
      assertThat(sender()).isNotSameAs(first);
      startReplicas(1);
      var second = sender();
      second.pause(); // for longer than its lease
      replicas.remove(second);
      assertThat(sender()).isNotSameAs(second);
      reporters.awaitMore(200);
      second.resume(); // and believes that it holds its links
      replicas.add(second);
      reporters.awaitMore(200);
    }
    eventuallyAllIsEverywhere();
    assertThat(replicas)
        .allSatisfy(
            replica -> assertThat(replica.log()).doesNotContain("\tat ").doesNotContain(" ERROR "));
  }

  @Test
  void allDieAtOnceAndComeBack() throws Exception {
    try (var reporters = reporters()) {
      reporters.awaitMore(300);
      for (var replica : replicas) {
        replica.kill();
      }
    }
    replicas.clear();
    startReplicas(2);
    try (var reporters = reporters()) {
      reporters.awaitMore(100);
    }
    eventuallyAllIsEverywhere();
  }
}
