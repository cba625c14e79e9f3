package dev.proxyherd.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection and its requests in flight, which are a ring: the oldest is answered next. */
final class Connection {
  private static final int CONNECT_TIMEOUT_MILLIS = 3000;
  private static final long JUST_DUE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final byte[] NOTHING = new byte[0];

  private final Target target;
  private final Dialogue dialogue;
  private final Tally tally;
  private final Buffers buffers;
  private final SocketChannel channel;
  private final SelectionKey key;

  private Pace pace = Pace.OF_REPLIES;
  private long allowed;
  private long asked;

  private final long[] due;
  private int oldest;
  private int inFlight;
  private long replies;
  private long lastProgress;

  /** The begin of a reply that has not arrived as a whole. */
  private byte[] rest = NOTHING;

  /** What the system would not take yet. */
  private @Nullable ByteBuffer unwritten;

  Connection(
      Target target,
      Dialogue dialogue,
      int maxInFlight,
      Tally tally,
      Buffers buffers,
      Selector selector)
      throws IOException {
    this.target = target;
    this.dialogue = dialogue;
    this.tally = tally;
    this.buffers = buffers;
    due = new long[maxInFlight];
    channel = SocketChannel.open();
    try {
      channel.socket().setTcpNoDelay(true);
      channel.socket().connect(target.address(), CONNECT_TIMEOUT_MILLIS);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int clients() {
    return dialogue.clients();
  }

  /** Requests are due by this from now on, and counted anew. None is until it is allowed. */
  void keep(Pace newPace) {
    pace = newPace;
    allowed = 0;
    asked = 0;
  }

  /** So many more requests are due. */
  void allow(long more) {
    allowed += more;
  }

  boolean isIdle() {
    return inFlight == 0;
  }

  /** Takes in what has arrived, and sends what may be sent then. */
  void turn(boolean sending, long epochNanos) {
    try {
      if (key.isReadable()) {
        receive();
      }
      if (unwritten != null && key.isWritable()) {
        write(unwritten);
      }
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()));
    } catch (WrongReply e) {
      throw new BenchFailure(
          "wrong reply from %s, after %,d right ones on this connection:%s"
              .formatted(target, replies, e.getMessage()));
    }
    if (sending) {
      send(System.nanoTime(), epochNanos);
    }
  }

  /** Sends what is due, as far as there is room in flight. */
  void send(long now, long epochNanos) {
    if (asked >= allowed || inFlight == due.length || unwritten != null) {
      return;
    }
    if (inFlight == 0) {
      lastProgress = now;
    }
    var out = buffers.out.clear();
    while (asked < allowed && inFlight < due.length) {
      var slot = slot(inFlight);
      due[slot] = pace.due(asked, now);
      dialogue.ask(slot, out, epochNanos);
      asked++;
      inFlight++;
    }
    try {
      write(out.flip());
    } catch (IOException e) {
      throw lost(String.valueOf(e.getMessage()));
    }
  }

  private void write(ByteBuffer out) throws IOException {
    channel.write(out);
    if (!out.hasRemaining()) {
      unwritten = null;
      key.interestOps(SelectionKey.OP_READ);
    } else if (unwritten == null) {
      unwritten = ByteBuffer.allocateDirect(out.remaining()).put(out).flip();
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  private void receive() throws IOException {
    var in = buffers.in.clear();
    var count = channel.read(in);
    var now = System.nanoTime();
    var bytes = buffers.bytes;
    var to = Ascii.bytes(rest, bytes, 0);
    if (count < 0) {
      throw lost(to > 0 ? "closed in the middle of a reply: " + text(bytes, 0, to) : "closed");
    }
    in.flip().get(bytes, to, count);
    to += count;
    var from = 0;
    var before = replies;
    while (from < to) {
      if (inFlight == 0) {
        throw new WrongReply("nothing, since nothing was asked", text(bytes, from, to));
      }
      var end = dialogue.reply(oldest, bytes, from, to);
      if (end == Dialogue.INCOMPLETE) {
        break;
      }
      tally.waited(due[oldest], now);
      oldest = slot(1);
      inFlight--;
      replies++;
      from = end;
    }
    keepRest(bytes, from, to);
    if (replies > before) {
      tally.answered((int) (replies - before));
      lastProgress = now;
    }
  }

  private void keepRest(byte[] bytes, int from, int to) {
    if (from == to) {
      rest = NOTHING;
    } else if (to - from > Dialogue.MAX_REPLY) {
      throw new WrongReply("a reply of at most 1 MiB", text(bytes, from, to));
    } else {
      rest = new byte[to - from];
      System.arraycopy(bytes, from, rest, 0, rest.length);
    }
  }

  private int slot(int behindOldest) {
    var slot = oldest + behindOldest;
    return slot < due.length ? slot : slot - due.length;
  }

  /** Fails when the oldest request has waited for too long. */
  void demandProgress(long now, Duration timeout) {
    if (inFlight > 0 && now - lastProgress > timeout.toNanos()) {
      throw new BenchFailure(
          "no reply from %s for %d s, after %,d on this connection, with %d in flight"
              .formatted(target, timeout.toSeconds(), replies, inFlight));
    }
  }

  /**
   * Notes down what was due when the window closed and has not been sent: it has waited so long at
   * least.
   *
   * @return how many requests, but for those that had only just become due
   */
  long countUnsent(long until) {
    var unsent = 0L;
    for (var request = asked; request < allowed; request++) {
      var waited = until - pace.due(request, until);
      tally.waited(until - waited, until);
      unsent += waited > JUST_DUE ? 1 : 0;
    }
    return unsent;
  }

  private BenchFailure lost(String why) {
    return new BenchFailure(
        "lost a connection to %s: %s, after %,d replies on it, with %d in flight"
            .formatted(target, why, replies, inFlight));
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.min(to - from, 500), UTF_8);
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is waited for any more.
    }
  }
}
