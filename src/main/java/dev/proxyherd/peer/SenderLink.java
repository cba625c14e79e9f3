package dev.proxyherd.peer;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineConnection;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;

/**
 * The link to one neighbour: dials it once no other replica of this member holds the link, waits
 * while a {@link LinkPump} feeds the connection, and dials again when that has ended. One virtual
 * thread.
 */
final class SenderLink implements OutgoingLink {
  private static final Log LOG = LogFactory.getLog(SenderLink.class);

  /** A link that lasted this long was a success: the next dial comes soon. */
  private static final long LASTING_NANOS = 5_000_000_000L;

  private final SenderSession.Terms terms;
  private final Neighbour neighbour;
  private final PeerProperties properties;
  private final LinkId id;
  private final Leases leases;
  private final MessageChannel lines;
  private final BackOff backOff;
  private final Thread thread;
  private volatile @Nullable LineClient client;
  private volatile boolean running = true;
  private volatile @Nullable LinkPump pump;
  private volatile boolean dialNow;
  private volatile boolean takeOver;
  private volatile @Nullable Lease lease;
  private volatile @Nullable String loss;

  /**
   * One link.
   *
   * @param lines where blocks of updates go, on their way to the neighbour
   */
  SenderLink(SenderSession.Terms terms, PeerProperties properties, MessageChannel lines) {
    this.terms = terms;
    this.neighbour = terms.neighbour();
    this.properties = properties;
    this.id = LinkId.outgoing(neighbour.name());
    this.leases = terms.neighbours().leases();
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
    try {
      while (running) {
        linkOnce();
      }
    } catch (InterruptedException | InterruptedIOException e) {
      // stopped
    } finally {
      release();
    }
  }

  private void linkOnce() throws InterruptedException, InterruptedIOException {
    try {
      awaitLease();
      serve(dial());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (LinkException e) {
      if (e.isRefused()) {
        neighbour.refused(e.reason());
        backOff.slowDown();
      } else {
        neighbour.down(Objects.requireNonNullElse(loss, e.reason()));
      }
    } catch (UnknownHostException e) {
      neighbour.down("unknown host " + e.getMessage());
    } catch (IOException e) {
      neighbour.down(String.valueOf(e.getMessage()));
    } catch (StoreUnavailableException e) {
      neighbour.down("who holds it is not known: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The link to " + neighbour.name() + " failed", e);
      neighbour.down(e.toString());
    }
    pauseBeforeTheNextDial();
  }

  /** Asks before each dial: whoever was frozen is not to take the link from whoever has it now. */
  private void awaitLease() throws InterruptedException {
    var wanted = request();
    while (wanted.isEmpty()) {
      neighbour.elsewhere(leases.holder(id).orElse("another"));
      park(leases.pace().toNanos());
      if (!running) {
        throw new InterruptedException();
      }
      wanted = request();
    }
    loss = null;
    lease = wanted.get();
    neighbour.held();
  }

  private Optional<Lease> request() {
    if (takeOver) {
      takeOver = false;
      return Optional.of(leases.take(id, this::lost));
    }
    return leases.claim(id, this::lost);
  }

  /** On any thread. */
  private void lost(String reason) {
    loss = reason;
    closeConnections();
  }

  private void release() {
    var held = lease;
    if (held != null) {
      held.release();
    }
  }

  private LinkPump dial() throws IOException {
    var dialler = client;
    if (dialler == null) {
      throw new IllegalStateException("not started");
    }
    dialler.connect();
    if (!Objects.requireNonNull(lease).isHeld()) { // lost when there was nothing to close yet
      dialler.closeConnections();
    }
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

  /**
   * One that has failed for long lets go of the link meanwhile: another replica may get through.
   */
  private void pauseBeforeTheNextDial() {
    if (backOff.isSlow()) {
      release();
    }
    park(backOff.next());
  }

  private void park(long nanos) {
    var now = System.nanoTime();
    var end = now + nanos;
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
    var held = lease;
    if (held == null || !held.isHeld()) { // nobody else knows that it has to begin anew
      takeOver = true;
      dialNow();
    }
    closeConnections();
  }

  private void closeConnections() {
    var dialler = client;
    if (dialler != null) {
      dialler.closeConnections();
    }
  }
}
