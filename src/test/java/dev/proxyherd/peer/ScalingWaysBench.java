package dev.proxyherd.peer;

import dev.proxyherd.peer.SpreadModel.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints what other ways of spreading would save, as the tables of
 * docs/decisions/flooding-or-tree.md, and draws their plots: of a model, see {@link SpreadModel}.
 * Deterministic. Runs as {@link ScalingBench} does.
 */
@EnabledIfSystemProperty(named = "herd.bench", matches = "\\d+")
class ScalingWaysBench {
  private static final Duration DELAY = Duration.ofNanos(1_500_000);
  private static final int UPDATES = 50;
  private static final int CUTS = 30;

  /** A usual AT line, with client names of 16 bytes. */
  private static final int AT_BYTES = 98;

  /** IHAVE, client, time, change number. */
  private static final int LONG_BYTES = 61;

  /** A hash of 64 bits and a change number less the one before, several to a line. */
  private static final int SHORT_BYTES = 17;

  /** A name of a request, and a client or nothing. */
  private static final int REQUEST_BYTES = 25;

  private static final Path IMAGES = Path.of("docs/images");

  private final int largest = Integer.getInteger("herd.bench", 0);

  private static double bytes(SpreadCost cost, int announcementBytes) {
    return cost.lines() * AT_BYTES
        + cost.announcements() * announcementBytes
        + cost.requests() * REQUEST_BYTES;
  }

  /** A herd that has found its tree, where it looks for one. */
  private static SpreadModel grown(Graph graph, Way way, long seed) {
    var model = new SpreadModel(graph, way, DELAY, seed);
    model.oneByOne(UPDATES);
    return model;
  }

  private static void row(
      String topology, int size, String rate, Way way, SpreadCost cost, Object cut) {
    ScalingTable.row(
        topology,
        size,
        rate,
        name(way),
        cost.lines(),
        cost.lines() / cost.least(),
        cost.announcements(),
        cost.requests(),
        bytes(cost, LONG_BYTES) / AT_BYTES / cost.least(),
        bytes(cost, SHORT_BYTES) / AT_BYTES / cost.least(),
        cost.hops(),
        cost.nanos() / DELAY.toNanos(),
        cut);
  }

  @Test
  void ways() {
    ScalingTable.header(
        "topology",
        "members",
        "updates a second",
        "way",
        "lines",
        "times the least",
        "announced",
        "requests",
        "bytes, times the least",
        "with short announcements",
        "hops",
        "link delays",
        "the next after a cut");
    for (var topology :
        List.of(
            Topology.RING, Topology.GRID, Topology.REGULAR_3, Topology.REGULAR_4, Topology.MESH)) {
      for (var size : List.of(10, 100, 1000)) {
        if (size <= largest && (size <= 100 || topology != Topology.MESH)) {
          ways(topology, size);
        }
      }
    }
  }

  private static void ways(Topology topology, int size) {
    var graph = topology.graph(size);
    for (var way : Way.values()) {
      var began = System.nanoTime();
      var cost = grown(graph, way, 1).oneByOne(UPDATES);
      var cut = size > 100 ? "" : afterACut(graph, way);
      row(topology.label, size, "one by one", way, cost, cut);
      if (size == 100 && topology != Topology.MESH) {
        var flood = grown(graph, way, 1).flood(2_000, 20_000);
        row(topology.label, size, "20,000", way, flood, "");
      }
      ScalingTable.note(topology.label + " " + size + " " + way, began);
    }
  }

  /** In link delays; in the mean of some edges that carry nothing any more, one at a time. */
  private static Object afterACut(Graph graph, Way way) {
    var nanos = new ArrayList<Double>();
    for (var seed = 0; seed < CUTS; seed++) {
      var model = grown(graph, way, seed);
      model.cutAnEdge();
      var cost = model.oneByOne(1);
      if (!cost.everywhere()) {
        return "lost";
      }
      nanos.add(cost.nanos() / DELAY.toNanos());
    }
    return nanos.stream().mapToDouble(each -> each).average().orElse(0);
  }

  /** A hundred members with more and more neighbours. */
  @Test
  void density() throws Exception {
    var neighbours = new Plot.Axis("neighbours of each member", true);
    var bytes =
        new Plot(
            "100 members: what an update costs",
            neighbours,
            new Plot.Axis("bytes of updates, for each member", true));
    var time =
        new Plot(
            "100 members: how long an update takes",
            neighbours,
            new Plot.Axis("link delays to the last member", true));
    for (var degree : List.of(2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 98)) {
      var graph = Graph.regular(100, degree, new Random(1));
      for (var way : Way.values()) {
        var cost = grown(graph, way, 1).oneByOne(UPDATES);
        var name = name(way);
        time.add(name, degree, cost.nanos() / DELAY.toNanos());
        if (way == Way.TREE) {
          bytes.add(name + ", 61 bytes announced", degree, bytes(cost, LONG_BYTES) / 100);
          bytes.add(name + ", 17 bytes announced", degree, bytes(cost, SHORT_BYTES) / 100);
        } else {
          bytes.add(name, degree, bytes(cost, 0) / 100);
        }
      }
      bytes.add("the least", degree, AT_BYTES * 99 / 100.0);
    }
    bytes.write(IMAGES.resolve("scaling-ways-bytes.svg"));
    time.write(IMAGES.resolve("scaling-ways-time.svg"));
  }

  private static String name(Way way) {
    return switch (way) {
      case FLOOD -> "flooding, as it is";
      case YIELD -> "one side yields";
      case LEARN -> "one side yields if crossed";
      case TREE -> "tree";
    };
  }
}
