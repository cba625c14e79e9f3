package dev.proxyherd.site;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.peer.Lease;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.site.Functions.Claim;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One link's lease, as this replica has it. What it holds, it holds for the lease's time after it
 * last asked, by its own clock: so it lets go before the engine does, whatever becomes of the two.
 */
final class LinkLease {
  private static final Log LOG = LogFactory.getLog(LinkLease.class);

  private final LinkId link;
  private final String replica;
  private final LeaseCalls calls;
  private final long timeNanos;
  private final LongSupplier nanoClock;
  private final AtomicReference<@Nullable Hold> current = new AtomicReference<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicBoolean asking = new AtomicBoolean();

  /** So that a call for a hold that is over does not undo what came after it. Waited for. */
  private final ReentrantLock inTurn = new ReentrantLock();

  private volatile @Nullable String holder;
  private volatile boolean followed;
  private volatile @Nullable Thread givingBack;
  private boolean troubled;

  LinkLease(LinkId link, String replica, LeaseCalls calls, Duration time, LongSupplier nanoClock) {
    this.link = link;
    this.replica = replica;
    this.calls = calls;
    this.timeNanos = time.toNanos();
    this.nanoClock = nanoClock;
  }

  /** The lease, for one user of it. It ends with that user, and with the lease. */
  private final class Hold implements Lease {
    private final long token;
    private final Consumer<String> onLoss;
    private volatile long askedAt;

    Hold(long token, long askedAt, Consumer<String> onLoss) {
      this.token = token;
      this.askedAt = askedAt;
      this.onLoss = onLoss;
    }

    long left() {
      return askedAt + timeNanos - nanoClock.getAsLong();
    }

    @Override
    public boolean isHeld() {
      return current.get() == this && left() > 0;
    }

    void lose(String reason) {
      if (current.compareAndSet(this, null)) {
        lost.incrementAndGet();
        onLoss.accept(reason);
      }
    }

    void expire() {
      lose("not renewed for " + Duration.ofNanos(timeNanos));
    }

    @Override
    public void release() {
      if (current.compareAndSet(this, null)) {
        givingBack = Thread.ofVirtual().name("lease-release").start(() -> giveBack(token));
      }
    }
  }

  /** Waits for the engine. */
  Optional<Lease> ask(Claim claim, Consumer<String> onLoss) {
    inTurn.lock();
    try {
      var askedAt = nanoClock.getAsLong();
      var before = current.get();
      var reply = calls.lease(link, replica, claim);
      if (!reply.isGranted()) {
        elsewhere(before, reply.holder());
        return Optional.empty();
      }
      holder = null;
      var hold = new Hold(reply.token(), askedAt, onLoss);
      current.set(hold); // in place of what another user had, who is not told
      if (before == null || before.token != reply.token()) {
        taken.incrementAndGet();
      }
      return Optional.of(hold);
    } finally {
      inTurn.unlock();
    }
  }

  /** Does at once what needs no engine, and on a thread of its own what does. */
  void tend() {
    var held = current.get();
    if (held != null && held.left() <= 0) {
      held.expire();
    }
    if ((followed || current.get() != null) && asking.compareAndSet(false, true)) {
      Thread.ofVirtual().name("lease-renewal").start(this::askAgain);
    }
  }

  private void askAgain() {
    inTurn.lock();
    try {
      var held = current.get();
      if (held == null) {
        var found = calls.lease(link, replica, Claim.LOOK).holder();
        holder = found.isEmpty() || found.equals(replica) ? null : found;
      } else {
        renew(held);
      }
      troubled = false;
    } catch (StoreUnavailableException e) {
      if (!troubled) {
        troubled = true;
        LOG.warn("The lease of the " + link + " cannot be looked after: " + e.getMessage());
      }
    } finally {
      inTurn.unlock();
      asking.set(false);
    }
  }

  private void renew(Hold held) {
    var askedAt = nanoClock.getAsLong();
    var reply = calls.lease(link, replica, Claim.FREE);
    if (!reply.isGranted()) {
      elsewhere(held, reply.holder());
    } else if (reply.token() != held.token) {
      held.lose("the engine took it away, or had forgotten it");
      calls.release(link, replica, reply.token());
    } else if (held.left() <= 0) { // its user may have seen that already
      held.expire();
      calls.release(link, replica, reply.token());
    } else {
      held.askedAt = askedAt;
    }
  }

  private void elsewhere(@Nullable Hold held, String found) {
    holder = found;
    if (held != null) {
      held.lose(
          link.direction() == LinkId.Direction.INCOMING
              ? "replaced by a newer link, at replica " + found
              : "taken over by replica " + found);
    }
  }

  private void giveBack(long token) {
    inTurn.lock();
    try {
      if (current.get() == null) { // else it has been asked for anew, and may have the same token
        calls.release(link, replica, token);
      }
    } catch (StoreUnavailableException e) {
      LOG.info("The " + link + " is free only when its lease is over: " + e.getMessage());
    } finally {
      inTurn.unlock();
    }
  }

  void release() {
    var held = current.get();
    if (held != null) {
      held.release();
    }
  }

  /** Waits until what was let go of has been given back, up to the lease's time. */
  void awaitRelease() throws InterruptedException {
    var underWay = givingBack;
    if (underWay != null) {
      underWay.join(Duration.ofNanos(timeNanos));
    }
  }

  /** The token that the engine has refused is this replica's no longer. */
  void refused(long token) {
    var held = current.get();
    if (held != null && held.token == token) {
      held.lose("another replica has it, or the engine took it away");
    }
  }

  /** Whether it is to be known who holds it also while this replica does not. */
  void follow(boolean wanted) {
    followed = wanted;
    if (!wanted) {
      holder = null;
    }
  }

  /** Of this replica's; 0 while it is not held. */
  long token() {
    var held = current.get();
    return held != null && held.isHeld() ? held.token : 0;
  }

  /** How many nanoseconds it is held for if it is not renewed; the longest while it is not held. */
  long left() {
    var held = current.get();
    return held == null ? timeNanos : held.left();
  }

  Optional<String> holder() {
    return Optional.ofNullable(holder);
  }

  long taken() {
    return taken.get();
  }

  long lost() {
    return lost.get();
  }
}
