package dev.proxyherd.ops;

import dev.proxyherd.command.CommandCounts;
import dev.proxyherd.command.CommandOutcome;
import dev.proxyherd.location.Capacity;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.tcp.CloseReason;
import dev.proxyherd.tcp.LineServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** The member's limits: how near it is to those that fill up, and how often each was hit. */
final class Limits {
  private final CommandCounts commands;
  private final ConnectionCounts connections;
  private final LineServer clientServer;
  private final LineServer peerServer;
  private final LocationStore store;
  private final LocationStore whole;
  private final Capacity capacity;

  /**
   * @param whole what is held in the heap of all records, which a site's store is not
   */
  Limits(
      CommandCounts commands,
      ConnectionCounts connections,
      LineServer clientServer,
      LineServer peerServer,
      LocationStore store,
      LocationStore whole,
      Capacity capacity) {
    this.commands = commands;
    this.connections = connections;
    this.clientServer = clientServer;
    this.peerServer = peerServer;
    this.store = store;
    this.whole = whole;
    this.capacity = capacity;
  }

  /**
   * One that fills up.
   *
   * @param used how much of it is taken
   * @param max where it ends
   */
  record Level(long used, long max) {}

  /** Those that fill up, by name. */
  Map<String, Level> levels() {
    var levels = new LinkedHashMap<String, Level>();
    levels.put("clientConnections", level(clientServer));
    levels.put("peerConnections", level(peerServer));
    levels.put("clients", new Level(store.size(), capacity.maxClients()));
    levels.put("recordBytes", new Level(whole.bytes(), capacity.maxBytes()));
    return levels;
  }

  private static Level level(LineServer server) {
    return new Level(server.openConnections(), server.maxConnections());
  }

  /**
   * One that is hit now and then.
   *
   * @param limit as a label's value
   * @param times how often it was hit since the start
   */
  record Hits(Port port, String limit, LongSupplier times) {}

  /** All that can be hit, at the port where they are. */
  List<Hits> hits() {
    var hits = new ArrayList<Hits>();
    for (var port : Port.values()) {
      for (var reason : CloseReason.values()) {
        if (reason.isLimit()) {
          var limit = reason.name().toLowerCase(Locale.ROOT);
          hits.add(new Hits(port, limit, () -> connections.closed(port, reason).sum()));
        }
      }
    }
    hits.add(hits(Port.CLIENT, "full", CommandOutcome.IAMAT_FULL));
    hits.add(hits(Port.PEER, "full", CommandOutcome.AT_FULL));
    hits.add(hits(Port.CLIENT, "too_far_ahead", CommandOutcome.IAMAT_TOO_FAR_AHEAD));
    hits.add(hits(Port.PEER, "too_far_ahead", CommandOutcome.AT_TOO_FAR_AHEAD));
    return hits;
  }

  private Hits hits(Port port, String limit, CommandOutcome outcome) {
    return new Hits(port, limit, () -> commands.of(outcome));
  }
}
