package dev.proxyherd.peer;

import dev.proxyherd.location.Change;
import dev.proxyherd.location.ChangeFeed;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.PeerLine;
import dev.proxyherd.protocol.PeerLines;
import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineConnection;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

/**
 * The link to one neighbour: dials it, shakes hands, and streams this member's changes there for as
 * long as it lasts; then dials again. One virtual thread.
 *
 * <p>It keeps no queue. Its place in the change feed is all it knows, so that a slow neighbour
 * costs nothing, and one that was away is sent what changed meanwhile.
 */
final class SenderLink implements Runnable {
  private static final Log LOG = LogFactory.getLog(SenderLink.class);

  /** Changes a block: some 10 KB of usual lines, so that a slow receiver is seen to progress. */
  private static final int BLOCK = 128;

  private static final int BLOCK_BYTES = 16 * 1024;

  /** How long a change that needs no sending may wait for its MARK. */
  private static final long MARK_NANOS = 100_000_000;

  /** A link that lasted this long was a success: the next dial comes soon. */
  private static final long LASTING_NANOS = 5_000_000_000L;

  private final String self;
  private final Neighbour neighbour;
  private final LineClient client;
  private final MessageChannel lines;
  private final LocationStore store;
  private final Handshake handshake;
  private final PeerProperties properties;
  private final BackOff backOff;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean waiting;
  private volatile boolean dialNow;

  /**
   * From here on what the neighbour sent was left out, on its word: the store's last change when a
   * connection began, the first since the neighbour last named its epoch.
   */
  private long trustedAfter;

  private boolean epochNamed = true;

  /** From which change on everything is sent again, whatever the neighbour remembers. */
  private long resendAfter = Long.MAX_VALUE;

  private boolean restart;
  private long upSince;

  SenderLink(
      String self,
      Neighbour neighbour,
      LineClient client,
      MessageChannel lines,
      LocationStore store,
      Handshake handshake,
      PeerProperties properties) {
    this.self = self;
    this.neighbour = neighbour;
    this.client = client;
    this.lines = lines;
    this.store = store;
    this.handshake = handshake;
    this.properties = properties;
    this.backOff = new BackOff(properties.minBackOff(), properties.maxBackOff());
    this.thread = Thread.ofVirtual().name("link-" + neighbour.name()).unstarted(this);
  }

  void start() {
    neighbour.attach(this);
    store.onChange(this::wake);
    thread.start();
  }

  void stop() throws InterruptedException {
    running = false;
    thread.interrupt();
    thread.join(properties.timeout());
  }

  @Override
  public void run() {
    while (running) {
      try {
        serve(client.connect());
      } catch (LinkException e) {
        if (e.isRefused()) {
          neighbour.refused(e.reason());
          backOff.slowDown();
        } else {
          neighbour.down(e.reason());
        }
      } catch (UnknownHostException e) {
        neighbour.down("unknown host " + e.getMessage());
      } catch (IOException e) {
        neighbour.down(String.valueOf(e.getMessage()));
      } catch (MessagingException e) {
        neighbour.down("connection lost");
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("The link to " + neighbour.name() + " failed", e);
        neighbour.down(e.toString());
      }
      pause();
    }
  }

  private void serve(LineConnection connection) throws LinkException, InterruptedException {
    var session = (SenderSession) connection.session();
    try {
      var start = shakeHands(session);
      session.streaming();
      try (var feed = store.feed(start, neighbour.name())) {
        upSince = System.nanoTime();
        neighbour.up(start);
        dialNow = false;
        stream(session, feed);
      } finally {
        if (System.nanoTime() - upSince > LASTING_NANOS) {
          backOff.reset();
        }
      }
    } finally {
      connection.close();
    }
  }

  /** Returns the change number after which to send. */
  private long shakeHands(SenderSession session) throws LinkException, InterruptedException {
    var greeting = session.await(PeerLine.Herd.class, properties.timeout());
    if (!greeting.version().equals(PeerLines.VERSION)) {
      throw refuse(
          session,
          "protocol version " + LinkSession.printable(greeting.version()) + " is not known");
    }
    if (!greeting.receiver().equals(neighbour.name())) {
      throw refuse(
          session,
          "reached " + LinkSession.printable(greeting.receiver()) + ", not " + neighbour.name());
    }
    var nonce = Handshake.nonce();
    var transcript = new Handshake.Transcript(neighbour.name(), greeting.nonce(), self, nonce);
    session.send("HELLO", self, nonce, handshake.proof(transcript, Handshake.Side.SENDER));
    var since = session.await(PeerLine.Since.class, properties.timeout());
    if (!handshake.isProof(since.proof(), transcript, Handshake.Side.RECEIVER)) {
      throw refuse(session, "wrong proof: is herd.secret the same at both members?");
    }
    session.send("EPOCH", store.epoch());
    return begin(since.epoch().equals(store.epoch()) ? since.number() : 0);
  }

  private LinkException refuse(SenderSession session, String reason) {
    session.send("?", reason);
    return LinkException.refused(reason);
  }

  private void stream(SenderSession session, ChangeFeed feed)
      throws LinkException, InterruptedException {
    var heartbeat = properties.timeout().toNanos() / 3;
    var told = feed.position();
    var sentAt = System.nanoTime();
    while (running) {
      session.check();
      var changes = feed.next(BLOCK);
      var now = System.nanoTime();
      if (!changes.isEmpty()) {
        lines.send(new GenericMessage<>(render(changes)));
        told = changes.getLast().number();
        sentAt = now;
        continue;
      }
      confirm(neighbour.acknowledged());
      var due = sentAt + (feed.position() > told ? Math.min(MARK_NANOS, heartbeat) : heartbeat);
      if (due - now <= 0) {
        told = feed.position();
        lines.send(new GenericMessage<>(LineWriter.of("MARK", Long.toString(told))));
        sentAt = now;
      } else {
        await(feed, due - now);
      }
    }
  }

  private static byte[] render(List<Change> changes) {
    var block = new LineWriter(BLOCK_BYTES);
    for (var change : changes) {
      block.at(change.location(), change.number());
    }
    return block.toBytes();
  }

  private void await(ChangeFeed feed, long nanos) throws InterruptedException {
    waiting = true;
    // Looked at after the flag is set: a change that comes in between wakes this thread.
    if (store.lastChange() <= feed.position()) {
      LockSupport.parkNanos(nanos);
    }
    waiting = false;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /**
   * After a change of the store: on the command path, so next to nothing while this link is busy.
   */
  private void wake() {
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  private void pause() {
    var now = System.nanoTime();
    var end = now + backOff.next();
    while (running && now < end && !dialNow) {
      LockSupport.parkNanos(end - now);
      now = System.nanoTime();
    }
    dialNow = false;
  }

  /** The neighbour is known to be there: the next dial need not wait. */
  void dialNow() {
    dialNow = true;
    LockSupport.unpark(thread);
  }

  private synchronized long begin(long since) {
    restart = false;
    if (epochNamed) {
      trustedAfter = store.lastChange();
      epochNamed = false;
    }
    return Math.min(since, resendAfter);
  }

  /** The neighbour has the store that it had: what it sent, it has. */
  synchronized void confirmEpoch() {
    epochNamed = true;
  }

  /**
   * The neighbour turns out to have another store than before. What it had sent was left out on
   * this link, on the word of a store that is gone: it is sent again, on a new connection.
   */
  synchronized void resend() {
    epochNamed = true;
    resendAfter = Math.min(resendAfter, trustedAfter);
    restart = true;
    client.closeConnections();
  }

  private synchronized void confirm(long acknowledged) {
    if (!restart && acknowledged >= trustedAfter) {
      resendAfter = Long.MAX_VALUE;
    }
  }
}
