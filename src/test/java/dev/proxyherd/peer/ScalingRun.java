package dev.proxyherd.peer;

import dev.proxyherd.location.ClientLocation;
import java.time.Duration;

/**
 * A herd that nothing befalls, in virtual time, and the updates that are told it: the members' own
 * sessions and stores, on a network with delays. With the same arguments always the same.
 */
final class ScalingRun {
  /** As long as a usual AT line makes 98 bytes: names like these, and a location of this length. */
  private static final String LOCATION = "+34.068930-118.445127";

  private static final String CLIENT = "client-";
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** In which a herd that has spread an update says what is left to say: MARK and ACK. */
  private static final Duration AFTERMATH = Duration.ofMillis(300);

  private final Graph graph;
  private final Simulation simulation = new Simulation(1, false);
  private final SimulatedHerd herd;
  private final SpreadMeter meter;
  private int clients;

  /**
   * Starts a herd, and waits until all its links are up.
   *
   * @param meanDelay of a segment: each path has a delay of its own, up to 4/3 of this, and each
   *     segment takes up to 2/3 of it more
   */
  ScalingRun(Graph graph, Duration meanDelay) {
    this.graph = graph;
    meter = new SpreadMeter(simulation, graph.size());
    herd = new SimulatedHerd(simulation, graph);
    herd.network.usualDelay = meanDelay.multipliedBy(4).dividedBy(3);
    herd.network.jitter = meanDelay.multipliedBy(2).dividedBy(3);
    herd.network.window = Integer.MAX_VALUE;
    herd.start();
    var end = simulation.now() + PATIENCE.toNanos();
    while (!herd.isQuiet() && simulation.now() < end) {
      simulation.run(Duration.ofMillis(500));
    }
    herd.network.traffic = meter;
  }

  /** The number of the client that a record is of. */
  static int client(ClientLocation record) {
    var name = record.client().toString();
    return Integer.parseInt(name, CLIENT.length(), name.length(), 10);
  }

  private int anyMember() {
    return simulation.random.nextInt(graph.size());
  }

  private void tell(int member, int client) {
    var name = CLIENT + "%09d".formatted(client);
    var told =
        herd.report(herd.members.get(member), name, LOCATION, Duration.ZERO, Duration.ofNanos(1));
    meter.told(member, client, told.orElseThrow().timeNanos());
  }

  /** One update on an idle herd, told to this member, until nothing is left to say about it. */
  Spread one(int member) {
    meter.reset();
    tellAlone(member);
    return meter.spread(graph);
  }

  /** Updates of a client each on an idle herd, one after the other, told to any members. */
  Spread oneByOne(int updates) {
    meter.reset();
    for (var i = 0; i < updates; i++) {
      tellAlone(anyMember());
    }
    return meter.spread(graph);
  }

  private void tellAlone(int member) {
    tell(member, clients++);
    awaitAll();
    simulation.run(AFTERMATH);
  }

  private void awaitAll() {
    var end = simulation.now() + PATIENCE.toNanos();
    while (!meter.isComplete()) {
      if (simulation.now() > end) {
        throw new AssertionError("an update has been lost");
      }
      simulation.run(STEP);
    }
  }

  /**
   * Updates at an even rate, told to any members, by so many clients in turn.
   *
   * @param aSecond over the whole herd
   */
  Spread flood(int updates, int aSecond, int moving) {
    meter.reset();
    var first = clients;
    clients += moving;
    for (var i = 0; i < updates; i++) {
      var client = first + i % moving;
      simulation.after(1_000_000_000L * i / aSecond, () -> tell(anyMember(), client));
    }
    simulation.run(Duration.ofNanos(1_000_000_000L * updates / aSecond));
    awaitAll();
    simulation.run(AFTERMATH);
    return meter.spread(graph);
  }

  /** How many bytes a second a link carries, both ways, while nothing happens. */
  double idleBytes() {
    meter.reset();
    var minute = Duration.ofMinutes(1);
    simulation.run(minute);
    return meter.spread(graph).otherBytes() / minute.toSeconds() / (2.0 * graph.edges());
  }

  /** Whether all members hold the same. */
  boolean agrees() {
    var held = herd.members.getFirst().contents();
    return herd.members.stream().allMatch(member -> member.contents().equals(held));
  }
}
