package dev.proxyherd.peer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The neighbours that this member's profile names, and whoever else knocked. */
public final class Neighbours {
  private static final Log LOG = LogFactory.getLog(Neighbours.class);

  /** Whoever knocks can make up names: no more than these are remembered. */
  private static final int MAX_STRANGERS = 100;

  private static final int SHOWN = 64;

  private final String self;
  private final Map<String, Neighbour> neighbours = new LinkedHashMap<>();
  private final Map<String, String> strangers = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();

  Neighbours(String self, List<String> names) {
    this.self = self;
    names.forEach(name -> neighbours.put(name, new Neighbour(name)));
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
    return Map.copyOf(strangers);
  }

  /** Counts a refused handshake; logs it where it is news. */
  void refuseStranger(String claimedName, String address, String reason) {
    refused.incrementAndGet();
    var name =
        claimedName
            .substring(0, Math.min(SHOWN, claimedName.length()))
            .replaceAll("[^\\x21-\\x7e]", ".");
    if (strangers.size() >= MAX_STRANGERS && !strangers.containsKey(name)) {
      return;
    }
    if (!reason.equals(strangers.put(name, reason))) {
      LOG.warn("Refused a link from " + name + " at " + address + ": " + reason);
    }
  }
}
