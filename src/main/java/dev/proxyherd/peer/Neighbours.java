package dev.proxyherd.peer;

import dev.proxyherd.location.LocationStore;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The neighbours that this member's profile names, and whoever else knocked. */
public final class Neighbours {
  private static final Log LOG = LogFactory.getLog(Neighbours.class);

  /** Whoever knocks can make up names: no more than these are remembered. */
  private static final int MAX_STRANGERS = 100;

  /** Whoever is to know who comes and who goes. */
  public interface Listener {
    void added(Neighbour neighbour);

    void removed(Neighbour neighbour);
  }

  private final String self;
  private final LocationStore store;
  private final Leases leases;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** By name, in the order of the profile. Another map whenever they change. */
  private volatile Map<String, Neighbour> neighbours = Map.of();

  /**
   * Of all that are or have been neighbours since the start: one that is removed and comes back has
   * been away, as on a link that broke. Guarded by this.
   */
  private final Map<String, Resumption> resumptions = new HashMap<>();

  /** By name, the one refused last at the end. Guarded by itself. */
  private final LinkedHashMap<String, String> strangers = new LinkedHashMap<>();

  private final AtomicLong refused = new AtomicLong();

  Neighbours(String self, List<String> names, LocationStore store, Leases leases) {
    this.self = self;
    this.store = store;
    this.leases = leases;
    replace(names);
  }

  String self() {
    return self;
  }

  /** Which of their links this process holds. */
  public Leases leases() {
    return leases;
  }

  /** In the order of the profile. */
  public Collection<Neighbour> all() {
    return neighbours.values();
  }

  /** From now on, these are the neighbours. Those that are so already stay what they are. */
  synchronized void replace(List<String> names) {
    var before = neighbours;
    var next = new LinkedHashMap<String, Neighbour>();
    for (var name : names) {
      var known = before.get(name);
      next.put(name, known == null ? create(name) : known);
    }
    neighbours = Collections.unmodifiableMap(next);
    leases.follow(next.keySet());
    for (var neighbour : before.values()) {
      if (!next.containsKey(neighbour.name())) {
        neighbour.remove();
        listeners.forEach(listener -> listener.removed(neighbour));
      }
    }
    for (var neighbour : next.values()) {
      if (!before.containsKey(neighbour.name())) {
        welcome(neighbour.name());
        listeners.forEach(listener -> listener.added(neighbour));
      }
    }
  }

  private Neighbour create(String name) {
    return new Neighbour(
        name, resumptions.computeIfAbsent(name, _ -> new Resumption(store)), leases);
  }

  /** Tells a listener of all that there are, and of every change from then on. */
  public synchronized void listen(Listener listener) {
    listeners.add(listener);
    all().forEach(listener::added);
  }

  Optional<Neighbour> find(String name) {
    return Optional.ofNullable(neighbours.get(name));
  }

  /** Another replica, which has the link from a neighbour, has found it to have another store. */
  public void renewed(String name) {
    find(name).ifPresent(Neighbour::lostItsStore);
  }

  /** How many handshakes of others than neighbours were refused. */
  public long refusedStrangers() {
    return refused.get();
  }

  /** Who was refused last and why: by name, for as many as are remembered. */
  public Map<String, String> strangers() {
    synchronized (strangers) {
      return new LinkedHashMap<>(strangers);
    }
  }

  /** Counts a refused handshake; logs it where it is news. */
  void refuseStranger(String claimedName, String address, String reason) {
    refused.incrementAndGet();
    var name = LinkSession.printable(claimedName);
    String before;
    synchronized (strangers) {
      before = strangers.remove(name);
      strangers.put(name, reason);
      if (strangers.size() > MAX_STRANGERS) {
        strangers.pollFirstEntry();
      }
    }
    if (!reason.equals(before)) {
      LOG.warn("Refused a link from " + name + " at " + address + ": " + reason);
    }
  }

  /** Whoever was refused has become welcome. */
  void welcome(String name) {
    synchronized (strangers) {
      strangers.remove(name);
    }
  }
}
