package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines. Remembers how far it has searched, so that a command that
 * comes a byte a segment is searched once; and holds nothing while nothing is half read.
 *
 * <p>Lines share the array that they were read into, which is never written to a second time.
 */
final class LineReader {
  /** How much of a line beyond the limit is shown to whoever answers it. */
  static final int HEAD = 64;

  private static final byte[] EMPTY = {};

  private final int maxLine;
  private byte[] buffer = EMPTY;

  /** The unread bytes: from {@code start} up to {@code end}; no LF before {@code searched}. */
  private int start;

  private int end;
  private int searched;
  private boolean tooLong;
  private int discarding;

  LineReader(int maxLine) {
    this.maxLine = maxLine;
  }

  /** Takes over all bytes that have arrived. */
  void append(ByteBuf arrived) {
    var count = arrived.readableBytes();
    makeRoom(count);
    arrived.readBytes(buffer, end, count);
    end += count;
  }

  private void makeRoom(int count) {
    var unread = end - start;
    if (unread > 0 && buffer.length - end >= count) {
      return;
    }
    // Twice as much as is unread, so that a long line in small parts is not copied at each of them.
    var room = new byte[unread == 0 ? count : Math.max(2 * unread, unread + count)];
    System.arraycopy(buffer, start, room, 0, unread);
    buffer = room;
    searched = Math.max(0, searched - start);
    start = 0;
    end = unread;
  }

  /**
   * Takes the next line out of what has been read.
   *
   * @return its bytes without the LF; of a line beyond the limit, which {@link #isTooLong} tells,
   *     its head; null where there is none yet
   */
  @Nullable ByteString next() {
    if (discarding > 0 && !skipDiscarded()) {
      return null;
    }
    var lineEnd = find();
    if (lineEnd < 0) {
      if (end - start <= maxLine) {
        return null;
      }
      discarding = end - start;
      return takeTooLong(end);
    }
    if (lineEnd - start > maxLine) {
      return takeTooLong(lineEnd + 1);
    }
    tooLong = false;
    return take(lineEnd, lineEnd + 1);
  }

  /** Whether {@link #next} has a whole line to take. */
  boolean hasNext() {
    return discarding == 0 && find() >= 0;
  }

  /** Whether the line that was taken last is the head of one beyond the limit. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether a line has begun and not ended. */
  boolean isInLine() {
    return start < end || discarding > 0;
  }

  /** How many bytes there are that no line has been made of. */
  int unread() {
    return end - start;
  }

  /** How many bytes of the current line beyond the limit have been discarded; 0 in any other. */
  int discarded() {
    return discarding;
  }

  /** What is left behind the last LF when the stream has ended; null where there is nothing. */
  @Nullable ByteString rest() {
    if (start == end || discarding > 0) {
      return null;
    }
    tooLong = false;
    return take(end, end);
  }

  /** Throws away all that is unread. */
  void clear() {
    start = end;
    release();
  }

  private boolean skipDiscarded() {
    var lineEnd = find();
    if (lineEnd < 0) {
      discarding += end - start;
      start = end;
      release();
      return false;
    }
    discarding = 0;
    start = lineEnd + 1;
    return true;
  }

  private int find() {
    for (var i = Math.max(start, searched); i < end; i++) {
      if (buffer[i] == '\n') {
        searched = i;
        return i;
      }
    }
    searched = end;
    return -1;
  }

  private ByteString takeTooLong(int next) {
    tooLong = true;
    // A copy: it may be kept, and what it was cut from is large.
    var head = ByteString.wrap(Arrays.copyOfRange(buffer, start, start + HEAD));
    start = next;
    release();
    return head;
  }

  private ByteString take(int lineEnd, int next) {
    var line = ByteString.wrap(buffer).slice(start, lineEnd);
    start = next;
    release();
    return line;
  }

  private void release() {
    if (start == end) {
      buffer = EMPTY;
      start = 0;
      end = 0;
      searched = 0;
    }
  }
}
