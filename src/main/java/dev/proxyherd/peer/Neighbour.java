package dev.proxyherd.peer;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** What this member knows of one neighbour: both directions of the edge, for people to look at. */
public final class Neighbour {
  private static final Log LOG = LogFactory.getLog(Neighbour.class);

  private static final String REMOVED = "a neighbour no more";

  private final String name;
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong established = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong resyncs = new AtomicLong();
  private final RoundTrip roundTrip = new RoundTrip();
  private volatile LinkState outgoing = LinkState.CONNECTING;
  private volatile @Nullable String lastError;
  private volatile @Nullable String holder;

  /** What has been logged since the outgoing link was up. */
  private volatile @Nullable String saidTrouble;

  private volatile boolean saidElsewhere;
  private volatile long acknowledged;
  private final AtomicReference<@Nullable ReceiverSession> receiver = new AtomicReference<>();
  private final Resumption resumption;
  private final Leases leases;
  private volatile boolean caughtUp;
  private volatile @Nullable OutgoingLink link;
  private volatile boolean removed;

  Neighbour(String name, Resumption resumption, Leases leases) {
    this.name = name;
    this.resumption = resumption;
    this.leases = leases;
  }

  public String name() {
    return name;
  }

  /** The link that this member dials, on which its own updates go out. */
  public LinkState outgoing() {
    return outgoing;
  }

  /** The link that the neighbour dials: UP, DOWN or ELSEWHERE. */
  public LinkState incoming() {
    if (receiver.get() != null) {
      return LinkState.UP;
    }
    return incomingHolder() == null ? LinkState.DOWN : LinkState.ELSEWHERE;
  }

  /** The replica that has the outgoing link in place of this one; null when that is not so. */
  public @Nullable String outgoingHolder() {
    return outgoing == LinkState.ELSEWHERE ? holder : null;
  }

  /** The same of the incoming link. */
  public @Nullable String incomingHolder() {
    return receiver.get() == null ? leases.holder(LinkId.incoming(name)).orElse(null) : null;
  }

  /** Why the outgoing link is not up, or was not the last time; null when it never failed. */
  public @Nullable String lastError() {
    return lastError;
  }

  /** The change number up to which the neighbour has taken everything; 0 when it never said. */
  public long acknowledged() {
    return acknowledged;
  }

  /** How many handshakes were refused, by either side, in either direction. */
  public long refusals() {
    return refusals.get();
  }

  /** How many times the outgoing link came up. */
  public long established() {
    return established.get();
  }

  /**
   * Whether this member has taken, once since its start, all that the neighbour had at that time.
   */
  public boolean hasCaughtUsUp() {
    return caughtUp;
  }

  /** How many changes of the neighbour's this member has taken since its start. */
  public long taken() {
    return taken.get();
  }

  /** How many changes this member has sent to the neighbour since its start. */
  public long sent() {
    return sent.get();
  }

  /**
   * How many times the outgoing link began before the place that the neighbour had last taken: it
   * or this member is new, or has lost its store.
   */
  public long resyncs() {
    return resyncs.get();
  }

  /**
   * How many seconds a change takes to the neighbour, into its store, and its acknowledgement back;
   * NaN before the first since the link came up.
   */
  public double roundTripSeconds() {
    return roundTrip.seconds();
  }

  void resynced() {
    resyncs.incrementAndGet();
  }

  /** So many changes go out, up to this number. */
  void sent(int changes, long number) {
    sent.addAndGet(changes);
    if (roundTrip.isFree()) {
      roundTrip.begin(number, System.nanoTime());
    }
  }

  void took() {
    taken.incrementAndGet();
  }

  void caughtUp() {
    caughtUp = true;
  }

  void acknowledged(long number) {
    acknowledged = number;
    if (roundTrip.isEndedBy(number)) {
      roundTrip.end(System.nanoTime());
    }
  }

  void up(long number) {
    acknowledged = number;
    roundTrip.reset();
    outgoing = LinkState.UP;
    saidTrouble = null;
    saidElsewhere = false;
    established.incrementAndGet();
    LOG.info("Link to " + name + " is up");
  }

  /** Another replica holds the link: what was known of it is no longer so. Logged once. */
  void elsewhere(String replica) {
    holder = replica;
    if (!saidElsewhere) {
      saidElsewhere = true;
      LOG.info("Link to " + name + " is held by replica " + replica);
    }
    roundTrip.reset();
    outgoing = LinkState.ELSEWHERE;
  }

  /** This process has come to hold the link, and dials. */
  void held() {
    if (outgoing == LinkState.ELSEWHERE) {
      outgoing = LinkState.CONNECTING;
    }
  }

  /** Logs once until the reason changes: a dead neighbour is dialled for as long as it is dead. */
  void down(String reason) {
    failed(LinkState.DOWN, reason);
  }

  void refused(String reason) {
    refusals.incrementAndGet();
    failed(LinkState.REFUSED, reason);
  }

  private void failed(LinkState state, String reason) {
    var trouble = state.name().toLowerCase(Locale.ROOT) + ": " + reason;
    if (!trouble.equals(saidTrouble)) {
      saidTrouble = trouble;
      LOG.warn("Link to " + name + " is " + trouble);
    }
    lastError = reason;
    outgoing = state;
  }

  void attach(OutgoingLink outgoingLink) {
    link = outgoingLink;
  }

  Resumption resumption() {
    return resumption;
  }

  /** The neighbour's own link, where it is open. */
  @Nullable ReceiverSession receiver() {
    return receiver.get();
  }

  /** The neighbour's own link is open: it is there, and need not be waited for. */
  void incomingUp(ReceiverSession session) {
    var previous = receiver.getAndSet(session);
    if (previous != null) {
      previous.close("replaced by a newer link"); // whose other end is gone, or about to be
    }
    if (removed) { // since its handshake began
      session.close(REMOVED);
      return;
    }
    LOG.info("Link from " + name + " is up");
    if (link != null) {
      link.dialNow();
    }
  }

  /** It is a neighbour no more: what it sends is not taken from now on. */
  void remove() {
    removed = true;
    var session = receiver.get();
    if (session != null) {
      session.close(REMOVED);
    }
  }

  void incomingDown(ReceiverSession session, String reason) {
    if (receiver.compareAndSet(session, null)) {
      LOG.info("Link from " + name + " is down: " + reason);
    }
  }

  void incomingRefused(String reason) {
    refusals.incrementAndGet();
    LOG.warn("Link from " + name + " was refused: " + reason);
  }

  /** The neighbour has the store that it had, or is heard of for the first time. */
  void hasItsStore() {
    resumption.confirmEpoch();
  }

  /** The neighbour came back with another store than it had. */
  void lostItsStore() {
    LOG.info(name + " has a new store");
    resumption.resend();
    if (link != null) {
      link.startAgain();
    }
  }
}
