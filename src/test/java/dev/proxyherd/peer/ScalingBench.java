package dev.proxyherd.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints what updates cost herds of many shapes and sizes, as the tables of docs/scaling.md, and
 * draws its plots; deterministic. {@link ScalingTest} holds what is exact about it.
 *
 * <p>{@code mvn test -Dtest='Scaling*Bench' -Dherd.bench=1000 -Dtest.compilation=4}, where 1000 is
 * the number of members of the largest herds, and 4 has them compiled with all that the JVM can do.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+")
class ScalingBench {
  private static final Duration USUAL = Duration.ofNanos(1_500_000);
  private static final Duration NEAR = Duration.ofNanos(300_000);
  private static final Duration FAR = Duration.ofMillis(30);
  private static final List<Integer> SIZES = List.of(10, 30, 100, 300, 1000);
  private static final List<Integer> RATES = List.of(100, 1_000, 5_000, 10_000, 20_000);
  private static final Path IMAGES = Path.of("docs/images");

  /** More than these are not to be simulated as long as anybody cares to wait. */
  private static final int MAX_LINES = 2_000_000;

  private final int largest = Integer.getInteger("herd.bench", 0);

  @BeforeAll
  static void silence() {
    ScalingTable.silence();
  }

  /** A full mesh of a thousand has 999,000 links: a herd of 300 is what there is time for. */
  private List<Integer> sizes(Topology topology) {
    var most = topology == Topology.MESH ? Integer.getInteger("herd.bench.mesh", 300) : largest;
    return SIZES.stream().filter(size -> size <= Math.min(most, largest)).toList();
  }

  @Test
  void oneByOne() throws Exception {
    var members = new Plot.Axis("members", true);
    var cost =
        new Plot(
            "What an update costs an idle herd",
            members,
            new Plot.Axis("AT lines, in times of the least", true));
    var time =
        new Plot(
            "How far it is to everyone",
            members,
            new Plot.Axis("hops to the last member, in the mean", true));
    ScalingTable.header(
        "topology",
        "members",
        "links",
        "least",
        "lines",
        "superfluous",
        "times the least",
        "bytes a link",
        "MARK and ACK",
        "diameter",
        "hops",
        "link delays",
        "sent by the busiest",
        "got by the busiest");
    for (var topology : Topology.values()) {
      for (var size : sizes(topology)) {
        var began = System.nanoTime();
        var graph = topology.graph(size);
        var run = new ScalingRun(graph, USUAL);
        var spread = run.oneByOne(graph.edges() > 10_000 ? 5 : 20);
        cost.add(topology.label, size, spread.factor());
        time.add(topology.label, size, spread.hops());
        ScalingTable.row(
            topology.label,
            size,
            2 * graph.edges(),
            spread.least(),
            spread.lines(),
            spread.superfluous(),
            spread.factor(),
            spread.bytes() / (2.0 * graph.edges()),
            spread.otherLines(),
            graph.diameter(),
            spread.hops(),
            spread.nanos() / USUAL.toNanos(),
            spread.rendered(),
            spread.parsed());
        ScalingTable.note(topology.label + " " + size, began);
      }
    }
    cost.write(IMAGES.resolve("scaling-lines.svg"));
    time.write(IMAGES.resolve("scaling-hops.svg"));
    var idle = new ScalingRun(Topology.RING.graph(10), USUAL);
    idle.oneByOne(1);
    ScalingTable.header("idle: bytes a second on a link, both ways");
    ScalingTable.row(idle.idleBytes());
  }

  @Test
  void underLoad() throws Exception {
    var plot =
        new Plot(
            "What an update costs 100 members under load",
            new Plot.Axis("updates a second, over the whole herd", true),
            new Plot.Axis("AT lines, in times of the least", true));
    ScalingTable.header(
        "topology",
        "members",
        "mean delay of a link",
        "updates a second",
        "lines",
        "times the least",
        "of the most",
        "link delays",
        "sent by the busiest",
        "got by the busiest");
    for (var topology : List.of(Topology.TREE, Topology.RING, Topology.GRID)) {
      rates(topology, plot);
    }
    rates(Topology.REGULAR_3, plot);
    rates(Topology.REGULAR_4, plot);
    plot.write(IMAGES.resolve("scaling-load.svg"));
    for (var size : List.of(10, 30)) {
      for (var delay : List.of(NEAR, FAR)) {
        flood(Topology.MESH, size, delay, 1_000);
        flood(Topology.MESH, size, delay, 20_000);
      }
    }
    for (var topology : Topology.values()) {
      if (largest >= 1000 && topology != Topology.MESH) {
        flood(topology, 1000, USUAL, 20_000);
      }
    }
  }

  private static void rates(Topology topology, Plot plot) {
    for (var rate : RATES) {
      plot.add(topology.label, rate, flood(topology, 100, NEAR, rate).factor());
    }
    for (var delay : List.of(USUAL, FAR)) {
      flood(topology, 100, delay, 1_000);
      flood(topology, 100, delay, 20_000);
    }
    flood(topology, 10, NEAR, 1_000);
    flood(topology, 10, NEAR, 20_000);
  }

  private static Spread flood(Topology topology, int size, Duration delay, int rate) {
    var began = System.nanoTime();
    var graph = topology.graph(size);
    var updates = Math.min(Math.max(200, rate / 5), MAX_LINES / (2 * graph.edges()));
    var spread = new ScalingRun(graph, delay).flood(updates, rate, updates);
    ScalingTable.row(
        topology.label,
        size,
        delay.toNanos() / 1e6 + " ms",
        rate,
        spread.lines(),
        spread.factor(),
        spread.lines() / spread.most(),
        spread.nanos() / delay.toNanos(),
        spread.rendered(),
        spread.parsed());
    ScalingTable.note(topology.label + " " + size + ", " + rate + " a second", began);
    return spread;
  }

  /** The same flood, of fewer and fewer clients that move more and more often. */
  @Test
  void conflation() {
    ScalingTable.header("topology", "clients", "moves a second, each", "lines", "times the least");
    for (var topology : List.of(Topology.TREE, Topology.REGULAR_3)) {
      for (var clients : List.of(10, 30, 100, 300, 1_000, 4_000)) {
        var run = new ScalingRun(topology.graph(100), USUAL);
        var spread = run.flood(4_000, 20_000, clients);
        ScalingTable.row(
            topology.label, clients, 20_000 / clients, spread.lines(), spread.factor());
      }
    }
  }
}
