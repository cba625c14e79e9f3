package dev.proxyherd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.peer.LinkState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A site of several replicas on an engine, and its neighbours, all in this JVM. The neighbours dial
 * the site where a balancer would be, which leads them to any of its replicas.
 */
public final class SiteHerd implements AutoCloseable {
  private static final String SITE = "Goloman";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(100);

  private final List<String> nodes;
  private final Map<String, String> properties;
  private final List<TestMember> replicas = new CopyOnWriteArrayList<>();
  private final Map<String, TestMember> neighbours = new ConcurrentSkipListMap<>();
  private final Map<String, Wire> fromSite = new HashMap<>();
  private final Map<String, Wire> toSite = new HashMap<>();

  /**
   * Starts it, and waits until all links are up.
   *
   * @param nodes of the engine
   * @param prefix of the site's keys
   * @param properties of the replicas, or other values than this class's
   */
  public SiteHerd(
      List<String> nodes,
      String prefix,
      int replicas,
      List<String> neighbours,
      Map<String, String> properties)
      throws IOException {
    this.nodes = nodes;
    var all = new HashMap<String, String>();
    all.put("herd.store.type", "redis");
    all.put("herd.store.redis.prefix", prefix);
    all.put("herd.store.redis.buckets", "24");
    all.put("herd.store.redis.lease", "2s");
    all.putAll(properties);
    this.properties = all;
    for (var neighbour : neighbours) {
      fromSite.put(neighbour, new Wire(() -> peerPort(this.neighbours.get(neighbour))));
      toSite.put(neighbour, new Wire(() -> peerPort(anyReplica())));
    }
    neighbours.forEach(this::startNeighbour);
    for (var i = 0; i < replicas; i++) {
      startReplica();
    }
    eventuallyLinked();
  }

  private @Nullable TestMember anyReplica() {
    var present = List.copyOf(replicas);
    return present.isEmpty()
        ? null
        : present.get(ThreadLocalRandom.current().nextInt(present.size()));
  }

  private static int peerPort(@Nullable TestMember member) {
    return member == null ? 1 : member.peerPort();
  }

  public void startNeighbour(String name) {
    neighbours.put(
        name, TestMember.start(name, List.of(SITE), _ -> wire(toSite, name).entry(), Map.of()));
  }

  /** It comes back, if it does, without a memory. */
  public void stopNeighbour(String name) {
    Objects.requireNonNull(neighbours.remove(name), name).close();
  }

  public TestMember startReplica() {
    return startReplica(nodes, _ -> {});
  }

  /** Starts one that reaches the engine elsewhere, or has beans of the test's own. */
  public TestMember startReplica(List<String> where, Consumer<GenericApplicationContext> beans) {
    var all = new HashMap<>(properties);
    all.put("herd.store.redis.nodes", String.join(",", where));
    var replica =
        TestMember.start(
            SITE,
            List.copyOf(fromSite.keySet()),
            neighbour -> wire(fromSite, neighbour).entry(),
            all,
            beans);
    replicas.add(replica);
    return replica;
  }

  public void stop(TestMember replica) {
    replicas.remove(replica);
    replica.close();
  }

  private static Wire wire(Map<String, Wire> wires, String neighbour) {
    return Objects.requireNonNull(wires.get(neighbour), neighbour);
  }

  public void cut(String neighbour) {
    wire(fromSite, neighbour).cut();
    wire(toSite, neighbour).cut();
  }

  public void heal(String neighbour) {
    wire(fromSite, neighbour).heal();
    wire(toSite, neighbour).heal();
  }

  /** How many updates have gone from the site to a neighbour. */
  public long updatesTo(String neighbour) {
    return wire(fromSite, neighbour).updates();
  }

  /** How many updates have gone from a neighbour to the site. */
  public long updatesFrom(String neighbour) {
    return wire(toSite, neighbour).updates();
  }

  public List<TestMember> replicas() {
    return List.copyOf(replicas);
  }

  public TestMember neighbour(String name) {
    return Objects.requireNonNull(neighbours.get(name), name);
  }

  /** Replicas and neighbours. */
  public List<TestMember> members() {
    var all = new ArrayList<>(replicas);
    all.addAll(neighbours.values());
    return all;
  }

  /** The replica that holds a link. */
  public TestMember holder(LinkId link) {
    return await()
        .atMost(SOON)
        .until(
            () -> replicas.stream().filter(replica -> isHeld(replica, link)).toList(),
            holders -> holders.size() == 1)
        .getFirst();
  }

  private static boolean isHeld(TestMember replica, LinkId link) {
    return replica.neighbours().leases().isHeld(link);
  }

  /** Each link, in both directions, is at a replica. */
  public void eventuallyLinked() {
    await()
        .atMost(SOON)
        .pollInterval(OFTEN)
        .untilAsserted(
            () -> {
              for (var neighbour : neighbours.keySet()) {
                assertThat(replicas)
                    .as("link to " + neighbour)
                    .anyMatch(replica -> replica.neighbour(neighbour).outgoing() == LinkState.UP);
                assertThat(replicas)
                    .as("link from " + neighbour)
                    .anyMatch(replica -> replica.neighbour(neighbour).incoming() == LinkState.UP);
              }
            });
  }

  /** Every acknowledged update, or a newer one, is at all members, which hold the same. */
  public void eventuallyAllIsEverywhere(Reporters... reporters) {
    var owed = new TreeMap<String, Reporters.Report>();
    for (var each : reporters) {
      owed.putAll(each.acknowledged());
    }
    assertThat(owed).as("acknowledged updates").isNotEmpty();
    await().atMost(SOON).pollInterval(OFTEN).untilAsserted(() -> check(owed));
  }

  private void check(Map<String, Reporters.Report> owed) {
    var digests = new HashMap<String, Object>();
    for (var member : members()) {
      digests.put(member.name() + ":" + member.clientPort(), member.store().digest());
    }
    assertThat(digests.values())
        .as("digests: %s", digests)
        .containsOnly(digests.values().iterator().next());
    for (var member : members()) {
      // Replicas share what they read, and each look-up waits: one of each is enough of them.
      owed.forEach(
          (client, report) ->
              assertThat(member.store().find(ByteString.of(client)).map(ClientLocation::timeNanos))
                  .as("%s at %s, for %s", client, member.name(), report.line())
                  .hasValueSatisfying(
                      held -> assertThat(held).isGreaterThanOrEqualTo(report.time())));
    }
  }

  @Override
  public void close() throws IOException {
    members().forEach(TestMember::close);
    for (var wire : fromSite.values()) {
      wire.close();
    }
    for (var wire : toSite.values()) {
      wire.close();
    }
  }
}
