package dev.proxyherd.peer;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.PeerLine;
import dev.proxyherd.protocol.PeerLines;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a link, on one connection: shakes hands, then streams this member's changes.
 *
 * <p>It keeps no queue. Its place in the change feed is all it knows, so that a slow neighbour
 * costs nothing, and one that was away is sent what changed meanwhile.
 *
 * <p>It has neither a thread nor a clock: whoever drives it calls {@link #step}. Lines from the
 * receiver come in on the reader's thread.
 */
final class SenderSession extends LinkSession {
  /** Changes a block: some 10 KB of usual lines, so that a slow receiver is seen to progress. */
  private static final int BLOCK = 128;

  private static final int BLOCK_BYTES = 16 * 1024;

  /** How long a change that needs no sending may wait for its MARK. */
  private static final long MARK_NANOS = 100_000_000;

  /** More than a receiver has to say in a handshake. */
  private static final int HANDSHAKE_LINES = 4;

  /** What a session needs besides its connection: the same for all of one link. */
  record Terms(
      Neighbours neighbours,
      Neighbour neighbour,
      LocationStore store,
      Handshake handshake,
      Duration timeout) {}

  /** Where a session's blocks of updates go, and who is told when there may be work. */
  interface Driver {
    void flood(byte[] block);

    void wake();
  }

  private final Terms terms;
  private final Neighbour neighbour;
  private final LocationStore store;
  private final Driver driver;
  private final long timeoutNanos;
  private final Pace pace;
  private final Queue<PeerLine> handshakeLines = new ArrayBlockingQueue<>(HANDSHAKE_LINES);
  private volatile @Nullable LinkException failure;
  private volatile boolean streaming;

  // What follows belongs to the driver's thread.
  private Handshake.@Nullable Transcript transcript;
  private @Nullable ChangeFeed feed;
  private long waitingSince;
  private boolean waits;

  /** The store's last change when the feed began: to have sent that is to have caught up. */
  private long target;

  private boolean caughtUp;
  private long told;
  private long sentAt;
  private volatile boolean paced;

  SenderSession(LinkConnection connection, Terms terms, Driver driver) {
    super(connection);
    this.terms = terms;
    this.neighbour = terms.neighbour();
    this.store = terms.store();
    this.timeoutNanos = terms.timeout().toNanos();
    this.driver = driver;
    this.pace = new Pace(terms.neighbours().self().compareTo(neighbour.name()) > 0);
    connection.provedToBe(neighbour.name());
  }

  @Override
  void handle(PeerLine line) {
    if (line instanceof PeerLine.Refusal(var reason)) {
      fail(LinkException.refused(neighbour.name() + " says: " + printable(reason)));
      connection.close();
    } else if (streaming && line instanceof PeerLine.Ack(var number)) {
      neighbour.acknowledged(number);
    } else if (streaming || !handshakeLines.offer(line)) {
      var reason = unexpected(line);
      fail(LinkException.broken(reason));
      refuse(reason);
    }
    if (!streaming) {
      driver.wake();
    }
  }

  private void fail(LinkException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  @Override
  public void idle() {
    driver.wake();
  }

  @Override
  public void closed() {
    driver.wake();
  }

  private boolean isBehind(ChangeFeed place) {
    return place.isBehind(store.lastChange());
  }

  /** Whether changes do not count as work until the time that {@link #step} gave. */
  boolean isPaced() {
    return paced;
  }

  /** Whether the handshake is over. */
  boolean isStreaming() {
    return streaming;
  }

  /**
   * Does what there is to do, up to one block. The connection is to have room for that.
   *
   * @param now nanoseconds of any clock that runs evenly
   * @return after how many nanoseconds to call again, if there has been no work before; 0 for now
   * @throws LinkException when the link has ended, or is to end
   */
  long step(long now) throws LinkException {
    check();
    var place = feed;
    if (place != null) {
      return stream(place, now);
    }
    var line = handshakeLines.poll();
    if (line != null) {
      waits = false;
      shakeHands(line, now);
      return 0;
    }
    if (!waits) {
      waits = true;
      waitingSince = now;
    }
    if (now - waitingSince >= timeoutNanos) {
      throw LinkException.broken("no answer to the handshake");
    }
    return waitingSince + timeoutNanos - now;
  }

  private void check() throws LinkException {
    var known = failure;
    if (known != null) {
      throw known;
    }
    if (!connection.isOpen()) {
      throw connection
          .tlsFailure()
          .map(LinkException::refused)
          .orElseGet(() -> LinkException.broken("connection lost"));
    }
  }

  private void shakeHands(PeerLine line, long now) throws LinkException {
    switch (line) {
      case PeerLine.Herd greeting when transcript == null -> greet(greeting);
      case PeerLine.Since since when transcript != null -> begin(since, transcript, now);
      default -> {
        var reason = unexpected(line);
        send("?", reason);
        throw LinkException.broken(reason);
      }
    }
  }

  private void greet(PeerLine.Herd greeting) throws LinkException {
    if (!greeting.version().equals(PeerLines.VERSION)) {
      throw refused("protocol version " + printable(greeting.version()) + " is not known");
    }
    if (!greeting.receiver().equals(neighbour.name())) {
      throw refused("reached " + printable(greeting.receiver()) + ", not " + neighbour.name());
    }
    var objection = connection.objection(neighbour.name());
    if (objection.isPresent()) {
      throw refused(objection.get());
    }
    var self = terms.neighbours().self();
    var nonce = Handshake.nonce();
    var agreed = new Handshake.Transcript(neighbour.name(), greeting.nonce(), self, nonce);
    transcript = agreed;
    send("HELLO", self, nonce, terms.handshake().proof(agreed, Handshake.Side.SENDER));
  }

  private void begin(PeerLine.Since since, Handshake.Transcript agreed, long now)
      throws LinkException {
    if (!terms.handshake().isProof(since.proof(), agreed, Handshake.Side.RECEIVER)) {
      throw refused("wrong proof: is herd.secret the same at both members?");
    }
    send("EPOCH", store.epoch());
    streaming = true;
    var known = since.epoch().equals(store.epoch());
    var start = neighbour.resumption().begin(known ? since.number() : 0);
    if (!known || start < since.number()) {
      neighbour.resynced();
    }
    feed = store.feed(start, neighbour.name());
    told = start;
    target = store.lastChange();
    sentAt = now;
    neighbour.up(start);
  }

  private LinkException refused(String reason) {
    send("?", reason);
    return LinkException.refused(reason);
  }

  private long stream(ChangeFeed place, long now) {
    var early = pace.untilNext(now);
    paced = early > 0 && isBehind(place);
    if (paced) {
      return early;
    }
    var changes = place.next(BLOCK, pace.begin(now, store.lastChange()));
    if (!changes.isEmpty()) {
      driver.flood(render(changes));
      told = changes.getLast().number();
      neighbour.sent(changes.size(), told);
      sentAt = now;
    }
    pace.sent(changes.size(), changes.size() == BLOCK);
    if (!caughtUp && place.position() >= target) {
      caughtUp = true;
      mark(place, now);
    }
    if (isBehind(place)) {
      var wait = pace.untilNext(now);
      paced = wait > 0;
      return Math.max(0, wait);
    }
    neighbour.resumption().confirm(neighbour.acknowledged());
    var heartbeat = timeoutNanos / 3;
    var due = sentAt + (place.position() > told ? Math.min(MARK_NANOS, heartbeat) : heartbeat);
    if (due - now <= 0) {
      mark(place, now);
      return heartbeat;
    }
    return due - now;
  }

  /** Says up to where everything has been sent. */
  private void mark(ChangeFeed place, long now) {
    told = place.position();
    sentAt = now;
    driver.flood(LineWriter.of("MARK", Long.toString(told)));
  }

  private static byte[] render(List<Change> changes) {
    var block = new LineWriter(BLOCK_BYTES);
    for (var change : changes) {
      block.at(change.location(), change.number());
    }
    return block.toBytes();
  }

  /** Gives up the place in the feed, and the connection when what was sent has gone out. */
  void end() {
    if (feed != null) {
      feed.close();
    }
    connection.closeGently();
  }
}
