package dev.proxyherd.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model of a herd that knows nothing of lines, stores and feeds, only who tells whom what and
 * when: to compare the flood that there is with ways of spreading that there are not.
 */
final class SpreadModel {
  /** How members pass on what is new to them. */
  enum Way {
    /** At once, to all that have not sent it: what the members do. */
    FLOOD,

    /** The side of a link with the later name holds what others told it, in case it need not. */
    YIELD,

    /** As {@link #YIELD}, but only where the last update was sent both ways at once. */
    LEARN,

    /**
     * Plumtree: pushed along a tree, announced on all other links, asked for where it is missing.
     */
    TREE
  }

  /** As far as a turn of an event loop may be away. */
  private static final Duration WAKE = Duration.ofNanos(50_000);

  /** Announcements are gathered for this long; acknowledgements are sent as seldom. */
  private static final long GATHER_NANOS = 10_000_000;

  /**
   * What is announced is asked for when it has not come for so long: longer than it may take along
   * the tree, or the tree falls apart under load.
   */
  private static final long MISSING_NANOS = 100_000_000;

  private static final int PATIENCE_SECONDS = 60;

  private final Graph graph;
  private final Way way;
  private final Simulation simulation;
  private final Duration jitter;

  /** How long is held: the usual way to the neighbour and what may be added to it. */
  private final long holdNanos;

  /** Of each member, by the neighbour that they lead to. */
  private final List<Map<Integer, Link>> links = new ArrayList<>();

  private int linkCount;
  private int hopsSum;
  private long nanosSum;
  private long lines;
  private long announcements;
  private long requests;
  private int incomplete;

  /** One way of an edge. */
  private final class Link {
    final int id = linkCount++;
    final int from;
    final int to;
    final long delay;
    final List<Update> toAnnounce = new ArrayList<>();
    boolean eager = true;
    boolean cut;

    /** Whether what was sent last met itself, sent the other way. */
    boolean crosses;

    long lastArrival;

    Link(int from, int to, Duration longest) {
      this.from = from;
      this.to = to;
      delay = simulation.upTo(longest);
    }

    Link back() {
      return Objects.requireNonNull(links.get(to).get(from));
    }
  }

  /** What one client has told, and who has it. */
  private final class Update {
    final long toldAt = simulation.now();
    final BitSet has = new BitSet();

    /** Links whose far end is known, at the near end, to have it. */
    final BitSet known = new BitSet();

    /** Links on which it has been sent. */
    final BitSet pushed = new BitSet();

    final int[] hops = new int[graph.size()];
    final Map<Integer, Deque<Link>> announcers = new HashMap<>();
    int mostHops;
  }

  SpreadModel(Graph graph, Way way, Duration meanDelay, long seed) {
    this.graph = graph;
    this.way = way;
    simulation = new Simulation(seed, false);
    jitter = meanDelay.multipliedBy(2).dividedBy(3);
    holdNanos = meanDelay.multipliedBy(2).toNanos() + WAKE.toNanos();
    var longest = meanDelay.multipliedBy(4).dividedBy(3);
    for (var i = 0; i < graph.size(); i++) {
      var mine = new LinkedHashMap<Integer, Link>();
      for (var neighbour : graph.neighbours(i)) {
        mine.put(neighbour, new Link(i, neighbour, longest));
      }
      links.add(mine);
    }
  }

  /** From now on nothing passes on some edge that pushes, neither way, and nobody is told. */
  void cutAnEdge() {
    var pushing =
        links.stream().flatMap(mine -> mine.values().stream()).filter(link -> link.eager).toList();
    var link = pushing.get(simulation.random.nextInt(pushing.size()));
    link.cut = true;
    link.back().cut = true;
  }

  /** Updates one after the other, told to any members; counted anew. */
  SpreadCost oneByOne(int count) {
    return spread(count, Long.MAX_VALUE);
  }

  /** Updates at an even rate, told to any members; counted anew. */
  SpreadCost flood(int count, int aSecond) {
    return spread(count, 1_000_000_000L / aSecond);
  }

  private SpreadCost spread(int count, long gapNanos) {
    hopsSum = 0;
    nanosSum = 0;
    lines = 0;
    announcements = 0;
    requests = 0;
    for (var i = 0; i < count; i++) {
      tell();
      if (gapNanos < Long.MAX_VALUE) {
        simulation.run(Duration.ofNanos(gapNanos));
      } else {
        settle();
      }
    }
    settle();
    var each = 1.0 / count;
    return new SpreadCost(
        graph.size() - 1,
        lines * each,
        announcements * each,
        requests * each,
        hopsSum * each,
        nanosSum * each,
        incomplete == 0);
  }

  private void settle() {
    for (var i = 0; i < PATIENCE_SECONDS && incomplete > 0; i++) {
      simulation.run(Duration.ofSeconds(1));
    }
    simulation.run(Duration.ofNanos(2 * MISSING_NANOS + 2 * GATHER_NANOS));
  }

  private void tell() {
    incomplete++;
    take(new Update(), simulation.random.nextInt(graph.size()), 0);
  }

  private void take(Update update, int member, int hops) {
    update.has.set(member);
    update.hops[member] = hops;
    update.mostHops = Math.max(update.mostHops, hops);
    if (update.has.cardinality() == graph.size()) {
      incomplete--;
      hopsSum += update.mostHops;
      nanosSum += simulation.now() - update.toldAt;
    }
    for (var link : links.get(member).values()) {
      if (update.known.get(link.id)) {
        continue;
      }
      if (!link.eager) {
        announceSoon(update, link);
      } else {
        var yields = way == Way.YIELD || (way == Way.LEARN && link.crosses);
        var hold = yields && hops > 0 && member > link.to ? holdNanos : 0;
        simulation.after(hold + simulation.upTo(WAKE), () -> push(update, link));
      }
    }
  }

  private void push(Update update, Link link) {
    if (!update.known.get(link.id)) {
      lines++;
      link.crosses = false;
      update.pushed.set(link.id);
      send(link, () -> arrived(update, link));
    }
  }

  /** Has something happen at the other end, behind all that was sent before. */
  private void send(Link link, Runnable arrival) {
    var due = simulation.now() + link.delay + simulation.upTo(jitter);
    link.lastArrival = Math.max(link.lastArrival, due);
    simulation.after(
        link.lastArrival - simulation.now(),
        () -> {
          if (!link.cut) {
            arrival.run();
          }
        });
  }

  private void arrived(Update update, Link link) {
    var back = link.back();
    update.known.set(back.id);
    back.crosses |= update.pushed.get(back.id);
    if (!update.has.get(link.to)) {
      back.eager = true;
      take(update, link.to, update.hops[link.from] + 1);
    } else if (way == Way.TREE && back.eager) {
      back.eager = false;
      requests++;
      send(back, () -> link.eager = false);
    }
  }

  private void announceSoon(Update update, Link link) {
    if (link.toAnnounce.isEmpty()) {
      simulation.after(GATHER_NANOS, () -> announce(link));
    }
    link.toAnnounce.add(update);
  }

  private void announce(Link link) {
    var needed = new ArrayList<>(link.toAnnounce);
    needed.removeIf(update -> update.known.get(link.id));
    link.toAnnounce.clear();
    if (!needed.isEmpty()) {
      announcements += needed.size();
      send(link, () -> needed.forEach(update -> announced(update, link)));
    }
  }

  private void announced(Update update, Link link) {
    update.known.set(link.back().id);
    if (update.has.get(link.to)) {
      return;
    }
    var announcers = update.announcers.computeIfAbsent(link.to, _ -> new ArrayDeque<>());
    announcers.add(link);
    if (announcers.size() == 1) {
      simulation.after(MISSING_NANOS, () -> request(update, link.to));
    }
  }

  /** Asks one that has announced it, and from now on wants pushed what comes that way. */
  private void request(Update update, int member) {
    var announcers = update.announcers.get(member);
    var link = announcers == null ? null : announcers.poll();
    if (link == null || update.has.get(member)) {
      return;
    }
    requests++;
    link.back().eager = true;
    send(
        link.back(),
        () -> {
          link.eager = true;
          lines++;
          send(link, () -> arrived(update, link));
        });
    simulation.after(MISSING_NANOS, () -> request(update, member));
  }
}
