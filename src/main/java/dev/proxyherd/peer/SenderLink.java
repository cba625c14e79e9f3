package dev.proxyherd.peer;

import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;

/**
 * The link to one neighbour: dials it, waits while a {@link LinkPump} feeds the connection, and
 * dials again when that has ended. One virtual thread.
 */
final class SenderLink implements OutgoingLink {
  private static final Log LOG = LogFactory.getLog(SenderLink.class);

  /** A link that lasted this long was a success: the next dial comes soon. */
  private static final long LASTING_NANOS = 5_000_000_000L;

  private final SenderSession.Terms terms;
  private final Neighbour neighbour;
  private final PeerProperties properties;
  private final MessageChannel lines;
  private final BackOff backOff;
  private final Thread thread;
  private volatile @Nullable LineClient client;
  private volatile boolean running = true;
  private volatile @Nullable LinkPump pump;
  private volatile boolean dialNow;

  /**
   * One link.
   *
   * @param lines where blocks of updates go, on their way to the neighbour
   */
  SenderLink(SenderSession.Terms terms, PeerProperties properties, MessageChannel lines) {
    this.terms = terms;
    this.neighbour = terms.neighbour();
    this.properties = properties;
    this.lines = lines;
    this.backOff =
        new BackOff(properties.minBackOff(), properties.maxBackOff(), RandomGenerator.getDefault());
    this.thread = Thread.ofVirtual().name("link-" + neighbour.name()).unstarted(this::run);
  }

  /** What the lines of a connection mean that was dialled for this link. */
  SenderSession session(LineConnection connection) {
    var next = new LinkPump(connection, terms, lines);
    pump = next;
    return next.session();
  }

  void start(LineClient dialler) {
    client = dialler;
    neighbour.attach(this);
    thread.start();
  }

  Neighbour neighbour() {
    return neighbour;
  }

  void stop() throws InterruptedException {
    running = false;
    thread.interrupt();
    thread.join(properties.timeout());
  }

  private void run() {
    while (running) {
      try {
        serve(dial());
      } catch (InterruptedException | InterruptedIOException e) {
        return;
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
      } catch (RuntimeException e) {
        LOG.error("The link to " + neighbour.name() + " failed", e);
        neighbour.down(e.toString());
      }
      pause();
    }
  }

  private LinkPump dial() throws IOException {
    var dialler = client;
    if (dialler == null) {
      throw new IllegalStateException("not started");
    }
    dialler.connect();
    return Objects.requireNonNull(pump);
  }

  private void serve(LinkPump connected) throws LinkException, InterruptedException {
    dialNow = false;
    try {
      throw connected.awaitEnd();
    } finally {
      pump = null;
      if (connected.hasLasted(LASTING_NANOS)) {
        backOff.reset();
      }
    }
  }

  /** On the command path, after each group of changes. */
  void changed() {
    var connected = pump;
    if (connected != null) {
      connected.changed();
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

  @Override
  public void dialNow() {
    dialNow = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void startAgain() {
    var dialler = client;
    if (dialler != null) {
      dialler.closeConnections();
    }
  }
}
