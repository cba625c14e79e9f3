package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What arrives on one connection, line by line, in order: a line is taken when the one before it is
 * handled, and when there is room for what it is answered. On the connection's event loop only.
 */
final class LineIntake {
  /** A connection gives way to the others after so many lines. */
  private static final int MAX_LINES = 256;

  /** So much is read ahead of the line that is handled, or a line where lines are longer. */
  private static final int MAX_AHEAD = 64 * 1024;

  /** What is done with the lines. */
  interface Receiver {
    /** Something is about to be done; to be called back at the end of the turn. */
    void touch();

    void received(ByteString line);

    /** On any thread. */
    void pass(Object payload);

    void closeGently(CloseReason reason);
  }

  private final Channel channel;
  private final Turn turn;
  private final LineLimits limits;
  private final LineOutput output;
  private final Receiver receiver;
  private final LineHandling handling;
  private final LineReader reader;
  private final int maxAhead;
  private @Nullable LineSession session;
  private @Nullable Throttle throttle;

  /** A line that has come too early, until it is taken. */
  private @Nullable ByteString early;

  /** That line waits until its time has come. */
  private boolean throttled;

  private boolean resuming;
  private boolean inputEnded;
  private boolean cutOff;
  private boolean finished;
  private boolean stopped;
  private boolean draining;
  private long lastReadIn = -1;

  /** Of {@link System#nanoTime}. */
  private volatile long readAt = System.nanoTime();

  private volatile long lineSince;

  LineIntake(Channel channel, Turn turn, LineLimits limits, LineOutput output, Receiver receiver) {
    this.channel = channel;
    this.turn = turn;
    this.limits = limits;
    this.output = output;
    this.receiver = receiver;
    this.handling = new LineHandling(channel, turn, output, receiver, this::goOn);
    this.reader = new LineReader(limits.maxLine());
    this.maxAhead = Math.max(MAX_AHEAD, limits.maxLine());
  }

  /** A handshake comes before the first line, and may take no longer than one. */
  void awaitHandshake() {
    lineSince = System.nanoTime() | 1;
  }

  void open(LineSession meaning) {
    lineSince = 0;
    session = meaning;
    throttle = meaning.throttle();
    meaning.opened();
  }

  boolean isOpen() {
    return session != null;
  }

  /** Something has arrived, which may be no line yet. */
  void arriving() {
    lastReadIn = turn.number();
  }

  /** Takes what has arrived. */
  void append(ByteBuf bytes) {
    readAt = System.nanoTime();
    arriving();
    reader.append(bytes);
    takeLines();
  }

  /**
   * The other side will send nothing more.
   *
   * @param whole whether what lacks its LF is a line all the same, and not one that was cut off
   */
  void inputEnded(boolean whole) {
    inputEnded = true;
    cutOff = !whole;
    takeLines();
  }

  boolean hasInputEnded() {
    return inputEnded;
  }

  /** Whether all that ever came has been handled. */
  boolean isFinished() {
    return finished && !handling.isBusy();
  }

  /** Whether a further line has arrived whole. */
  boolean hasNext() {
    return reader.hasNext();
  }

  private boolean isReady() {
    return session != null && !isBusy() && !stopped && output.hasRoom();
  }

  private boolean isBusy() {
    return throttled || handling.isBusy();
  }

  private void takeLines() {
    receiver.touch();
    takeSome();
    setReading(stopped || (!draining && reader.unread() <= maxAhead));
  }

  private void takeSome() {
    for (var lines = 0; isReady(); lines++) {
      if (lines == MAX_LINES) {
        if (!handling.record()) {
          resumeSoon();
        }
        return;
      }
      var line = next();
      if (line == null) {
        if (!handling.record()) {
          waitForMore();
        }
        return;
      }
      lineSince = 0;
      if (throttle != null && isTooEarly(line, throttle)) {
        return;
      }
      receiver.received(line);
      var payload = reader.isTooLong() ? session().tooLong(line) : session().line(line);
      handling.handle(payload, session().handling(payload));
    }
    if (!isBusy() && !stopped && !handling.record()) {
      output.flush(); // which may make room at once
      if (output.hasRoom()) {
        resumeSoon();
      }
    }
  }

  /** The next line; at the end of the stream, also what is left behind the last LF. */
  private @Nullable ByteString next() {
    var line = early;
    if (line != null) {
      early = null;
      return line;
    }
    line = reader.next();
    return line == null && inputEnded && !cutOff ? reader.rest() : line;
  }

  /** Whether the line has to wait; then this goes on when its time has come. */
  private boolean isTooEarly(ByteString line, Throttle rate) {
    var delay = rate.delayNanos();
    if (delay <= 0) {
      return false;
    }
    early = line;
    if (!handling.record()) { // otherwise it is looked at again when that is done
      throttled = true;
      var _ = channel.eventLoop().schedule(this::hasWaited, delay, TimeUnit.NANOSECONDS);
    }
    return true;
  }

  private void hasWaited() {
    throttled = false;
    goOn();
  }

  private void goOn() {
    readAt = System.nanoTime(); // until now it was this side's turn
    resume();
  }

  /** Goes on in a task of its own. */
  void resumeSoon() {
    if (!resuming) {
      resuming = true;
      turn.execute(this::resume);
    }
  }

  /** Goes on where there was no room for replies, or something to wait for. */
  private void resume() {
    resuming = false;
    if (isReady()) {
      takeLines();
    }
  }

  private void waitForMore() {
    if (reader.discarded() > limits.maxDiscard()) {
      handling.recordNow(); // what came before is answered
      receiver.closeGently(CloseReason.LINE_TOO_LONG);
    } else if (inputEnded) {
      finished = true;
    } else if (!reader.isInLine()) {
      lineSince = 0;
    } else if (lineSince == 0) {
      lineSince = readAt | 1;
    }
  }

  /** Everything that has arrived is handled, and recorded. */
  void endTurn() {
    if (isReady() && !reader.hasNext()) {
      session().idle();
    }
  }

  /** Takes no further line; throws away what there is. */
  void stop() {
    stopped = true;
    handling.stop();
    early = null;
    reader.clear();
    lineSince = 0;
    setReading(true); // to notice its end
  }

  private void setReading(boolean wanted) {
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  /** Handles what has been read, and reads nothing else. */
  void readNoMore() {
    draining = true;
    setReading(stopped);
  }

  /** Whether no line is being handled. Between two turns only. */
  boolean isBetweenLines() {
    return !handling.isBusy();
  }

  /** Whether besides nothing has arrived for one turn at least, that began after this one. */
  boolean isQuietSince(long turnNumber) {
    return (isReady() || !isOpen())
        && !resuming
        && turn.number() > turnNumber
        && lastReadIn < turn.number() - 1;
  }

  /** When the line that is being waited for began, of {@link System#nanoTime}; 0 for none. */
  long lineSince() {
    return lineSince;
  }

  /** When something arrived last, of {@link System#nanoTime}; 0 while it is this side's turn. */
  long silentSince() {
    return isBusy() ? 0 : readAt;
  }

  private LineSession session() {
    return Objects.requireNonNull(session, "not open");
  }
}
