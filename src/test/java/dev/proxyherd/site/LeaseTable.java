package dev.proxyherd.site;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.peer.Leases;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.site.Functions.Claim;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** The leases of one site as its engine keeps them, with a clock of its own; no network. */
public final class LeaseTable implements LeaseCalls {
  private final long timeNanos;
  private final LongSupplier nanoClock;
  private final Map<LinkId, Entry> entries = new HashMap<>();
  private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unanswered = new AtomicInteger();

  /** What is done, on the caller's thread, between the engine's decision and its reply. */
  volatile Runnable beforeReply = () -> {};

  private record Entry(String replica, long token, long until) {}

  public LeaseTable(Duration time, LongSupplier nanoClock) {
    this.timeNanos = time.toNanos();
    this.nanoClock = nanoClock;
  }

  /** A replica's view, which looks after its leases by itself until it is closed. */
  public Replica join(String replica) {
    var leases = unattended(replica, nanoClock);
    leases.start();
    return new Replica(leases, this);
  }

  /** One that does nothing unless it is asked to. */
  RedisLeases unattended(String replica, LongSupplier clock) {
    return new RedisLeases(replica, this, Duration.ofNanos(timeNanos), clock);
  }

  /** The leases of one replica, and what its store would make of them. */
  public record Replica(Leases leases, LeaseTable table) implements AutoCloseable {
    /** Whether a receipt of this neighbour's feed would be noted; if not, the replica is told. */
    public boolean mayNote(String neighbour) {
      var mine = (RedisLeases) leases;
      var token = mine.of(neighbour);
      if (token.isPresent() && table.token(LinkId.incoming(neighbour)) == token.getAsLong()) {
        return true;
      }
      token.ifPresent(stale -> mine.refused(neighbour, stale));
      return false;
    }

    @Override
    public void close() {
      ((RedisLeases) leases).close();
    }
  }

  /** The replica reaches the engine no more. */
  public void cutOff(String replica) {
    cutOff.add(replica);
  }

  /** It does again. */
  public void reconnect(String replica) {
    cutOff.remove(replica);
  }

  /** How many calls had no reply. */
  int unanswered() {
    return unanswered.get();
  }

  /** For how long a link is held if nothing is done. */
  synchronized Duration left(LinkId link) {
    var held = entries.getOrDefault(link, new Entry("", 0, 0));
    return held.replica.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(held.until - nanoClock.getAsLong());
  }

  @Override
  public Replies.Lease lease(LinkId link, String replica, Claim claim) {
    checkReach(replica);
    var reply = decide(link, replica, claim);
    beforeReply.run();
    return reply;
  }

  private void checkReach(String replica) {
    if (cutOff.contains(replica)) {
      unanswered.incrementAndGet();
      throw new StoreUnavailableException("no engine", new IllegalStateException());
    }
  }

  private synchronized Replies.Lease decide(LinkId link, String replica, Claim claim) {
    var now = nanoClock.getAsLong();
    var held = entries.getOrDefault(link, new Entry("", 0, now));
    var isFree = held.replica.isEmpty() || held.until - now <= 0;
    if (claim == Claim.LOOK) {
      return new Replies.Lease(0, isFree ? "" : held.replica);
    }
    var token = held.token;
    if (!held.replica.equals(replica)) {
      if (claim == Claim.FREE && !isFree) {
        return new Replies.Lease(0, held.replica);
      }
      token++;
    }
    entries.put(link, new Entry(replica, token, now + timeNanos));
    return new Replies.Lease(token, replica);
  }

  @Override
  public synchronized void release(LinkId link, String replica, long token) {
    checkReach(replica);
    var held = entries.get(link);
    if (held != null && held.replica.equals(replica) && held.token == token) {
      entries.put(link, new Entry("", token, 0));
    }
  }

  /** As after a fail-over: whoever holds it loses it. */
  synchronized void revoke(LinkId link) {
    entries.computeIfPresent(link, (_, held) -> new Entry("", held.token + 1, 0));
  }

  synchronized long token(LinkId link) {
    return entries.getOrDefault(link, new Entry("", 0, 0)).token;
  }
}
