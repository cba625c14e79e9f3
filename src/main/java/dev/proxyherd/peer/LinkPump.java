package dev.proxyherd.peer;

import dev.proxyherd.tcp.LineConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;

/**
 * Drives the sending side of one connection, on the connection's event loop: what a client has told
 * goes to the neighbours in the same turn as the client's reply.
 */
final class LinkPump implements SenderSession.Driver {
  private static final Log LOG = LogFactory.getLog(LinkPump.class);

  /** A neighbour that has much to catch up with gives way to everybody else after so many. */
  private static final int BLOCKS_A_TURN = 8;

  /** What is longer is a deadline or a heartbeat, for which one timer at a time will do. */
  private static final long LONG_NANOS = 50_000_000;

  private final LineConnection connection;
  private final MessageChannel lines;
  private final SenderSession session;
  private final CompletableFuture<LinkException> end = new CompletableFuture<>();
  private long shortTimerAt = System.nanoTime();
  private long longTimerAt = shortTimerAt;
  private volatile long streamingSince;

  /**
   * @param lines where blocks of updates go, on their way to the neighbour
   */
  LinkPump(LineConnection connection, SenderSession.Terms terms, MessageChannel lines) {
    this.connection = connection;
    this.lines = lines;
    session = new SenderSession(new SocketLink(connection), terms, this);
  }

  SenderSession session() {
    return session;
  }

  /** After a change of the store, on any thread. Next to nothing while this link is busy. */
  void changed() {
    if (!session.isPaced()) {
      connection.wake();
    }
  }

  @Override
  public void wake() {
    if (end.isDone()) {
      return;
    }
    try {
      pump();
    } catch (LinkException e) {
      end(e);
    } catch (RuntimeException e) {
      if (connection.isOpen()) {
        LOG.error("The link to " + connection.peer() + " failed", e);
      }
      end(LinkException.broken(e.toString()));
    }
  }

  private void pump() throws LinkException {
    for (var blocks = 0; connection.hasRoom() || !connection.isOpen(); blocks++) {
      if (blocks == BLOCKS_A_TURN) {
        connection.wakeIn(0);
        return;
      }
      var now = System.nanoTime();
      var pause = session.step(now);
      if (streamingSince == 0 && session.isStreaming()) {
        streamingSince = now | 1;
      }
      if (pause > 0) {
        wakeIn(pause, now);
        return;
      }
    }
    // The connection says when it has room again.
  }

  private void wakeIn(long nanos, long now) {
    var due = now + nanos;
    if (nanos > LONG_NANOS) {
      if (longTimerAt - now <= 0 || due - longTimerAt < 0) {
        longTimerAt = due;
        connection.wakeIn(nanos);
      }
    } else if (shortTimerAt - now <= 0 || due - shortTimerAt < 0) {
      shortTimerAt = due;
      connection.wakeIn(nanos);
    }
  }

  private void end(LinkException reason) {
    session.end();
    end.complete(reason);
  }

  @Override
  public void flood(byte[] block) {
    lines.send(new GenericMessage<>(block));
  }

  /** Waits, on a thread that is no event loop's, until the link has ended; returns why. */
  LinkException awaitEnd() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  /** Whether updates have flowed for so long. */
  boolean hasLasted(long nanos) {
    return streamingSince != 0 && System.nanoTime() - streamingSince > nanos;
  }
}
