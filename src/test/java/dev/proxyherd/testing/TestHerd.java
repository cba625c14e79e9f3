package dev.proxyherd.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxyherd.command.ForgetService;
import dev.proxyherd.peer.LinkState;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A herd of whole members in this JVM, joined by wires that a test can cut. */
public final class TestHerd implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Map<String, TreeSet<String>> neighbours = new TreeMap<>();
  private final Map<String, Wire> wires = new HashMap<>();
  private final Map<String, TestMember> members = new ConcurrentHashMap<>();

  private TestHerd(String... edges) throws IOException {
    for (var edge : edges) {
      var ends = edge.split("-", 2);
      lay(ends[0], ends[1]);
      lay(ends[1], ends[0]);
    }
  }

  private void lay(String from, String to) throws IOException {
    neighbours.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
    wires.put(from + ">" + to, new Wire(() -> portOf(to)));
  }

  /** A port that nobody listens on while the member is away. */
  private int portOf(String member) {
    var present = members.get(member);
    return present == null ? 1 : present.peerPort();
  }

  /** Starts a member for every name in edges such as {@code "Goloman-Hands"}. */
  public static TestHerd of(String... edges) throws IOException {
    return of(Map.of(), edges);
  }

  /** The same with properties for each of them. */
  public static TestHerd of(Map<String, String> properties, String... edges) throws IOException {
    var herd = new TestHerd(edges);
    herd.neighbours.keySet().forEach(name -> herd.start(name, properties));
    return herd;
  }

  public TestMember start(String name) {
    return start(name, Map.of());
  }

  /** Starts a member, anew when it was stopped: without a memory, since these have no disk. */
  public TestMember start(String name, Map<String, String> properties) {
    var member =
        TestMember.start(
            name,
            List.copyOf(Objects.requireNonNull(neighbours.get(name))),
            neighbour -> wire(name, neighbour).entry(),
            properties);
    members.put(name, member);
    return member;
  }

  public void stop(String name) {
    Objects.requireNonNull(members.remove(name)).close();
  }

  public TestMember member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  public Collection<TestMember> members() {
    return members.values();
  }

  public Wire wire(String from, String to) {
    return Objects.requireNonNull(wires.get(from + ">" + to), from + ">" + to);
  }

  public void cut(String one, String other) {
    wire(one, other).cut();
    wire(other, one).cut();
  }

  public void heal(String one, String other) {
    wire(one, other).heal();
    wire(other, one).heal();
  }

  /** A client tells a member where it is, and has the member's word for it. */
  public void report(String member, String client, String location, String time) {
    assertThat(say(member, "IAMAT " + client + " " + location + " " + time + "\n"))
        .startsWith("AT " + member + " ")
        .endsWith(" " + client + " " + location + " " + time + "\n");
  }

  /** An operator has a member forget a client. */
  public void forget(String member, String client) {
    member(member).bean(ForgetService.class).forget(client);
  }

  /** Says something to a member as a client, and returns all that it answers. */
  public String say(String member, String lines) {
    return LineSocket.exchange(member(member).clientPort(), lines);
  }

  /** Every member that is there comes to hold exactly what the others hold. */
  public void eventuallyAgreesOn(String client, String locationAndTime) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var held = members().stream().map(member -> member.knows(client)).toList();
              assertThat(held).as("what members hold of " + client).containsOnly(held.getFirst());
              assertThat(held.getFirst())
                  .hasValueSatisfying(
                      record -> assertThat(record).endsWith(" " + client + " " + locationAndTime));
            });
  }

  /** No member that is there comes to know where the client is. */
  public void eventuallyForgets(String client) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(members())
                    .allSatisfy(
                        member -> assertThat(member.knows(client)).as(member.name()).isEmpty()));
  }

  /** Every member that is there comes to hold the same as the others, of all clients. */
  public void eventuallyAgree() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var digests = members().stream().map(member -> member.store().digest()).toList();
              assertThat(digests).as("digests").containsOnly(digests.getFirst());
            });
  }

  public void eventuallyLinked() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(members())
                    .flatExtracting(member -> List.copyOf(member.neighbours().all()))
                    .allSatisfy(link -> assertThat(link.outgoing()).isEqualTo(LinkState.UP)));
  }

  @Override
  public void close() throws IOException {
    members.values().forEach(TestMember::close);
    for (var wire : wires.values()) {
      wire.close();
    }
  }
}
