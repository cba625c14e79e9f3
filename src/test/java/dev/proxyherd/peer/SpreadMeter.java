package dev.proxyherd.peer;

import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what it costs a simulated herd to spread updates, and how long each takes to everyone.
 * Counts from zero again after {@link #reset}.
 */
final class SpreadMeter implements SimulatedNetwork.Traffic {
  /** What a client has told a member, and who has it, or something newer of this client. */
  private static final class Update {
    final long toldAt;
    final short[] hops;
    int covered;
    int mostHops;
    long everywhereAt;

    Update(long toldAt, int size) {
      this.toldAt = toldAt;
      hops = new short[size];
    }
  }

  private final Simulation simulation;
  private final int size;
  private final Map<Long, Update> byTime = new HashMap<>();
  private final Map<Integer, List<Update>> byClient = new HashMap<>();

  /** Of each member: how many updates of each client it has, or something newer. */
  private final List<Map<Integer, Integer>> held = new ArrayList<>();

  private final int[] rendered;
  private final int[] parsed;
  private int incomplete;
  private long lines;
  private long bytes;
  private long superfluous;
  private long otherLines;
  private long otherBytes;

  SpreadMeter(Simulation simulation, int size) {
    this.simulation = simulation;
    this.size = size;
    rendered = new int[size];
    parsed = new int[size];
    for (var i = 0; i < size; i++) {
      held.add(new HashMap<>());
    }
  }

  /** A client has told a member; the times of clients are different. */
  void told(int member, int client, long timeNanos) {
    var update = new Update(simulation.now(), size);
    if (byTime.put(timeNanos, update) != null) {
      throw new IllegalArgumentException("two updates have the same time");
    }
    byClient.computeIfAbsent(client, _ -> new ArrayList<>()).add(update);
    incomplete++;
    cover(member, client, update);
  }

  private static int number(String member) {
    return Integer.parseInt(member, 1, member.length(), 10);
  }

  @Override
  public void sent(String from, String to, byte[] text) {
    for (var start = 0; start < text.length; ) {
      var end = start;
      while (text[end] != '\n') {
        end++;
      }
      var length = end + 1 - start;
      if (text[start] == 'A' && text[start + 1] == 'T') {
        lines++;
        bytes += length;
        rendered[number(from)]++;
      } else {
        otherLines++;
        otherBytes += length;
      }
      start += length;
    }
  }

  @Override
  public void taken(String by, String from, ClientLocation record, Outcome outcome) {
    var member = number(by);
    parsed[member]++;
    if (outcome != Outcome.NEWER) {
      superfluous++;
      return;
    }
    var update = byTime.get(record.timeNanos());
    if (update == null) {
      throw new AssertionError(by + " took what nobody has told: " + record);
    }
    update.hops[member] = (short) (update.hops[number(from)] + 1);
    update.mostHops = Math.max(update.mostHops, update.hops[member]);
    cover(member, ScalingRun.client(record), update);
  }

  /** A member has an update, and with it all that came before of the same client. */
  private void cover(int member, int client, Update update) {
    var all = Objects.requireNonNull(byClient.get(client));
    var next = held.get(member).getOrDefault(client, 0);
    for (var covers = true; covers; next++) {
      var older = all.get(next);
      older.covered++;
      if (older.covered == size) {
        older.everywhereAt = simulation.now();
        incomplete--;
      }
      covers = older != update;
    }
    held.get(member).put(client, next);
  }

  /** Whether every member has every update, or a newer one of its client. */
  boolean isComplete() {
    return incomplete == 0;
  }

  void reset() {
    byTime.clear();
    byClient.clear();
    held.forEach(Map::clear);
    Arrays.fill(rendered, 0);
    Arrays.fill(parsed, 0);
    lines = 0;
    bytes = 0;
    superfluous = 0;
    otherLines = 0;
    otherBytes = 0;
  }

  /** What has been counted, for each update; complete. */
  Spread spread(Graph graph) {
    var updates = byTime.values();
    var each = 1.0 / Math.max(1, updates.size());
    return new Spread(
        size,
        graph.edges(),
        updates.size(),
        lines * each,
        superfluous * each,
        bytes * each,
        otherLines * each,
        otherBytes * each,
        updates.stream().mapToInt(update -> update.mostHops).average().orElse(0),
        updates.stream().mapToInt(update -> update.mostHops).max().orElse(0),
        updates.stream()
            .mapToLong(update -> update.everywhereAt - update.toldAt)
            .average()
            .orElse(0),
        Arrays.stream(rendered).max().orElse(0) * each,
        Arrays.stream(parsed).max().orElse(0) * each);
  }
}
