package dev.proxyherd.site;

import dev.proxyherd.peer.Lease;
import dev.proxyherd.peer.Leases;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.site.Functions.Claim;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which replica of a site holds which link, in the engine. One virtual thread has all leases
 * renewed, each in a fifth of its time, and lets go of those that could not be.
 */
final class RedisLeases implements Leases, ReceiptTokens, AutoCloseable {
  private static final int RENEWALS_A_LEASE = 5;

  private final String replica;
  private final LeaseCalls calls;
  private final Duration time;
  private final LongSupplier nanoClock;
  private final Map<LinkId, LinkLease> links = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * @param replica the name of this process, which no other replica has
   * @param time how long a lease lasts without renewal
   * @param nanoClock nanoseconds of a clock that runs evenly
   */
  RedisLeases(String replica, LeaseCalls calls, Duration time, LongSupplier nanoClock) {
    this.replica = replica;
    this.calls = calls;
    this.time = time;
    this.nanoClock = nanoClock;
    this.thread = Thread.ofVirtual().name("leases").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (running) {
      LockSupport.parkNanos(tend());
    }
  }

  /**
   * Has every lease renewed that is held, and lets go of those whose time is over.
   *
   * @return after how many nanoseconds to do so again
   */
  long tend() {
    var wait = pace().toNanos();
    for (var link : links.values()) {
      link.tend();
      wait = Math.min(wait, Math.max(1, link.left()));
    }
    return wait;
  }

  private LinkLease of(LinkId link) {
    return links.computeIfAbsent(
        link, known -> new LinkLease(known, replica, calls, time, nanoClock));
  }

  @Override
  public Optional<Lease> claim(LinkId link, Consumer<String> onLoss) {
    return of(link).ask(Claim.FREE, onLoss);
  }

  @Override
  public Lease take(LinkId link, Consumer<String> onLoss) {
    return of(link).ask(Claim.TAKE, onLoss).orElseThrow();
  }

  @Override
  public Duration pace() {
    return time.dividedBy(RENEWALS_A_LEASE);
  }

  /** An outgoing link is asked for again and again by whoever wants to dial: that is enough. */
  @Override
  public void follow(Collection<String> neighbours) {
    neighbours.forEach(name -> of(LinkId.incoming(name)).follow(true));
    links.forEach(
        (link, lease) -> {
          if (!neighbours.contains(link.neighbour())) {
            lease.follow(false);
          }
        });
  }

  @Override
  public Optional<String> holder(LinkId link) {
    return of(link).holder();
  }

  /** How many links are this replica's. */
  int held() {
    return (int) links.values().stream().filter(link -> link.token() != 0).count();
  }

  @Override
  public Optional<String> replica() {
    return Optional.of(replica);
  }

  @Override
  public boolean isHeld(LinkId link) {
    return of(link).token() != 0;
  }

  @Override
  public long taken(LinkId link) {
    return of(link).taken();
  }

  @Override
  public long lost(LinkId link) {
    return of(link).lost();
  }

  @Override
  public OptionalLong of(String neighbour) {
    var token = of(LinkId.incoming(neighbour)).token();
    return token == 0 ? OptionalLong.empty() : OptionalLong.of(token);
  }

  @Override
  public void refused(String neighbour, long token) {
    of(LinkId.incoming(neighbour)).refused(token);
  }

  /** Gives back what is held, so that the other replicas need not wait until its time is over. */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    try {
      thread.join();
      for (var link : links.values()) {
        link.release();
      }
      for (var link : links.values()) {
        link.awaitRelease();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
