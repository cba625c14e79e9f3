package dev.proxyherd.peer;

import dev.proxyherd.location.LocationStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The neighbours that this member's profile names, and whoever else knocked. */
public final class Neighbours {
  private static final Log LOG = LogFactory.getLog(Neighbours.class);

  /** Whoever knocks can make up names: no more than these are remembered. */
  private static final int MAX_STRANGERS = 100;

  private final String self;
  private final Map<String, Neighbour> neighbours = new LinkedHashMap<>();

  /** By name, the one refused last at the end. Guarded by itself. */
  private final LinkedHashMap<String, String> strangers = new LinkedHashMap<>();

  private final AtomicLong refused = new AtomicLong();

  Neighbours(String self, List<String> names, LocationStore store) {
    this.self = self;
    names.forEach(name -> neighbours.put(name, new Neighbour(name, store)));
  }

  String self() {
    return self;
  }

  /** In the order of the profile. */
  public Collection<Neighbour> all() {
    return neighbours.values();
  }

  Optional<Neighbour> find(String name) {
    return Optional.ofNullable(neighbours.get(name));
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
