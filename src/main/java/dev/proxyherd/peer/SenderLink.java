package dev.proxyherd.peer;

import dev.proxyherd.tcp.LineClient;
import dev.proxyherd.tcp.LineConnection;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.GenericMessage;

/**
 * The link to one neighbour: dials it, drives a {@link SenderSession} for as long as the connection
 * lasts, and dials again. One virtual thread.
 */
final class SenderLink implements OutgoingLink, SenderSession.Driver {
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
  private volatile boolean waiting;
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
    return new SenderSession(new SocketLink(connection), terms, this);
  }

  void start(LineClient dialler) {
    client = dialler;
    neighbour.attach(this);
    terms.store().onChange(this::changed);
    thread.start();
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

  private SenderSession dial() throws IOException {
    var dialler = client;
    if (dialler == null) {
      throw new IllegalStateException("not started");
    }
    return (SenderSession) dialler.connect().session();
  }

  private void serve(SenderSession session) throws LinkException, InterruptedException {
    var upSince = 0L;
    try {
      while (running) {
        var now = System.nanoTime();
        var pause = session.step(now);
        if (upSince == 0 && session.isStreaming()) {
          upSince = now;
          dialNow = false;
        }
        if (pause > 0) {
          await(session, pause);
        }
      }
    } finally {
      session.end();
      if (upSince != 0 && System.nanoTime() - upSince > LASTING_NANOS) {
        backOff.reset();
      }
    }
  }

  private void await(SenderSession session, long nanos) throws InterruptedException {
    waiting = !session.isPaced();
    // Looked at after the flag is set: work that comes in between wakes this thread.
    if (!session.hasWork()) {
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
  private void changed() {
    if (waiting) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void wake() {
    LockSupport.unpark(thread);
  }

  @Override
  public void flood(byte[] block) {
    lines.send(new GenericMessage<>(block));
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
