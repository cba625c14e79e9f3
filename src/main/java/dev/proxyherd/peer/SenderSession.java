package dev.proxyherd.peer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.PeerLine;
import dev.proxyherd.tcp.LineConnection;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a link as its reader sees it: what the receiver says goes to the link's own
 * thread while they shake hands, and is an acknowledgement after that.
 */
final class SenderSession extends LinkSession {
  /** More than a receiver has to say in a handshake. */
  private static final int HANDSHAKE_LINES = 4;

  private static final PeerLine CLOSED = new PeerLine.Malformed(ByteString.of(""));

  private final Neighbour neighbour;
  private final Thread sender = Thread.currentThread();
  private final BlockingQueue<PeerLine> handshake = new ArrayBlockingQueue<>(HANDSHAKE_LINES);
  private volatile boolean streaming;
  private volatile @Nullable LinkException failure;

  SenderSession(LineConnection connection, Neighbour neighbour) {
    super(connection);
    this.neighbour = neighbour;
    connection.setPeer(neighbour.name());
  }

  @Override
  void handle(PeerLine line) {
    if (line instanceof PeerLine.Refusal(var reason)) {
      fail(LinkException.refused(neighbour.name() + " says: " + printable(reason)));
      connection.close();
    } else if (streaming && line instanceof PeerLine.Ack(var number)) {
      neighbour.acknowledged(number);
    } else if (streaming || !handshake.offer(line)) {
      var reason = unexpected(line);
      fail(LinkException.broken(reason));
      refuse(reason);
    }
  }

  /** From now on only acknowledgements are expected. */
  void streaming() {
    streaming = true;
  }

  /**
   * Waits for the receiver's next line of the handshake.
   *
   * @throws LinkException when it does not come in time, or is another one
   */
  <L extends PeerLine> L await(Class<L> type, Duration timeout)
      throws LinkException, InterruptedException {
    var line = handshake.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
    check();
    if (line == null) {
      throw LinkException.broken("no answer to the handshake");
    }
    if (!type.isInstance(line)) {
      var reason = unexpected(line);
      send("?", reason);
      throw LinkException.broken(reason);
    }
    return type.cast(line);
  }

  /**
   * Notices that the link has ended.
   *
   * @throws LinkException with the reason
   */
  void check() throws LinkException {
    var known = failure;
    if (known != null) {
      throw known;
    }
    if (!connection.isOpen()) {
      throw LinkException.broken("connection lost");
    }
  }

  private void fail(LinkException reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Wakes the link's thread, wherever it waits. */
  @Override
  public void closed() {
    handshake.offer(CLOSED);
    LockSupport.unpark(sender);
  }
}
