package dev.proxyherd.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Retention;
import dev.proxyherd.location.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A herd in virtual time, and the oracle over it: what was answered, or something newer, has to be
 * at every member in the end, unless every disk that held it was lost.
 */
final class SimulatedHerd {
  /** Heartbeats, time-outs and the longest pause between dials fit in several times. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofSeconds(5);

  final Simulation simulation;
  final SimulatedNetwork network;
  final List<SimulatedMember> members = new ArrayList<>();
  private final Graph graph;
  private final @Nullable Duration retention;

  /** Of each client the newest record that has been answered and cannot be lost. */
  private final Map<ByteString, ClientLocation> answered = new TreeMap<>();

  SimulatedHerd(Simulation simulation, Graph graph) {
    this(simulation, graph, null);
  }

  /**
   * Makes a herd.
   *
   * @param retention of records and of tombstones; null for ever
   */
  SimulatedHerd(Simulation simulation, Graph graph, @Nullable Duration retention) {
    this.retention = retention;
    this.simulation = simulation;
    this.graph = graph;
    network = new SimulatedNetwork(simulation, Duration.ofSeconds(10));
    for (var i = 0; i < graph.size(); i++) {
      var names = graph.neighbours(i).stream().map(SimulatedHerd::name).toList();
      members.add(
          new SimulatedMember(name(i), names, network, new Retention(retention, retention)));
    }
  }

  private static String name(int member) {
    return "m" + member;
  }

  void start() {
    members.forEach(SimulatedMember::start);
  }

  SimulatedMember anyMember() {
    return members.get(simulation.random.nextInt(members.size()));
  }

  /** The two ends of an edge, in either order. */
  List<String> anyEdge() {
    var one = simulation.random.nextInt(members.size());
    var others = graph.neighbours(one);
    return List.of(name(one), name(others.get(simulation.random.nextInt(others.size()))));
  }

  Optional<ClientLocation> report(
      SimulatedMember member,
      String client,
      String location,
      Duration clientClockWrongBy,
      Duration tick) {
    return noted(member.report(client, location, clientClockWrongBy, tick));
  }

  Optional<ClientLocation> forget(SimulatedMember member, String client) {
    return noted(member.forget(client));
  }

  private Optional<ClientLocation> noted(Optional<ClientLocation> record) {
    record.ifPresent(
        told -> answered.merge(told.client(), told, (a, b) -> a.compareTo(b) < 0 ? b : a));
    return record;
  }

  /** A disk has lost something: what no disk holds any more need not come back. */
  void accountForLoss() {
    for (var client : List.copyOf(answered.keySet())) {
      var held = members.stream().map(member -> member.disk.find(client));
      var newest = held.flatMap(Optional::stream).max(ClientLocation::compareTo);
      answered.computeIfPresent(
          client,
          (_, told) ->
              newest
                  .filter(record -> record.compareTo(told) < 0)
                  .orElse(newest.isEmpty() ? null : told));
    }
  }

  /** Lets everybody live and talk again, with clocks that are right. */
  void heal() {
    network.loss = 0;
    network.unblockAll();
    for (var member : members) {
      member.setClock(Duration.ZERO);
      member.disk.setFailing(false);
      member.setRoom(Long.MAX_VALUE);
      if (member.isShortOfRoom()) {
        member.kill(false);
      }
      if (!member.isAlive()) {
        member.start();
      }
    }
  }

  /** Runs until all is quiet, and holds what everybody has against what was answered. */
  void eventuallyAgrees() {
    var end = simulation.now() + PATIENCE.toNanos();
    do {
      simulation.run(LOOK);
    } while (simulation.now() < end && !(isQuiet() && agrees()));
    for (var member : members) {
      var held = new HashMap<ByteString, ClientLocation>();
      member.contents().forEach(record -> held.put(record.client(), record));
      for (var told : answered.values()) {
        if (isExpired(told)) {
          continue;
        }
        assertThat(held.get(told.client()))
            .as("%s of %s", member.name, told)
            .isNotNull()
            .isGreaterThanOrEqualTo(told);
      }
    }
    assertThat(agrees()).as("all members hold the same").isTrue();
    assertThat(isQuiet()).as("all links are quiet").isTrue();
    staysQuiet();
  }

  private boolean isExpired(ClientLocation record) {
    return retention != null
        && record.timeNanos() < Timestamps.now(members.getFirst()) - retention.toNanos();
  }

  boolean forgets() {
    return retention != null;
  }

  /**
   * Waits until all has expired, and lets a member begin anew among those that have nothing left.
   */
  void outlivesItsRecords() {
    simulation.run(Objects.requireNonNull(retention).plusMinutes(2));
    assertThat(members).allMatch(member -> member.contents().isEmpty());
    var member = anyMember();
    member.kill(false);
    member.disk.replace();
    member.start();
    eventuallyAgrees();
  }

  /** Once more for connections that died without a word, and are dialled again. */
  private void staysQuiet() {
    simulation.run(Duration.ofSeconds(30));
    var sent = sent();
    simulation.run(Duration.ofSeconds(30));
    assertThat(sent()).as("updates that go round without end").isEqualTo(sent);
  }

  /** Whether all links are up, and all that is known has been acknowledged on them. */
  boolean isQuiet() {
    return members.stream().allMatch(SimulatedMember::isQuiet);
  }

  private boolean agrees() {
    var held = members.getFirst().contents();
    return members.stream().allMatch(member -> member.contents().equals(held));
  }

  /** How many updates all links have carried. */
  long sent() {
    return members.stream().mapToLong(SimulatedMember::sent).sum();
  }

  Graph graph() {
    return graph;
  }

  static Map<String, String> describe(SimulatedHerd herd) {
    var description = new HashMap<String, String>();
    herd.members.forEach(member -> description.put(member.name, member.contents().toString()));
    return description;
  }
}
