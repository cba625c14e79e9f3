package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines. Reads whatever has arrived, so that a thousand commands in one
 * segment cost one system call, and remembers how far it has searched, so that a command that comes
 * a byte a segment is searched once.
 */
final class LineReader {
  /** How much of a line beyond the limit is shown to whoever answers it. */
  static final int HEAD = 64;

  private static final int SMALL = 2 * 1024;
  private static final int LARGE = 8 * 1024;

  private final InputStream in;
  private final int maxLine;
  private byte[] buffer = new byte[SMALL];

  /** The unread bytes: from {@code start} up to {@code end}; no LF before {@code searched}. */
  private int start;

  private int end;
  private int searched;
  private boolean tooLong;
  private int discarding;

  LineReader(InputStream in, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
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

  /** Waits for more bytes; returns how many, negative at the end of the stream. */
  int read() throws IOException {
    makeRoom();
    var count = in.read(buffer, end, buffer.length - end);
    if (count > 0) {
      end += count;
    }
    return count;
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
      searched = 0;
      if (buffer.length > LARGE) {
        buffer = new byte[SMALL];
      }
    } else if (end == buffer.length) {
      var unread = end - start;
      var room = unread > buffer.length / 2 ? new byte[2 * buffer.length] : buffer;
      System.arraycopy(buffer, start, room, 0, unread);
      buffer = room;
      searched -= start;
      start = 0;
      end = unread;
    }
  }

  private boolean skipDiscarded() {
    var lineEnd = find();
    if (lineEnd < 0) {
      discarding += end - start;
      start = end;
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
    return take(start + HEAD, next);
  }

  private ByteString take(int lineEnd, int next) {
    var line = ByteString.wrap(Arrays.copyOfRange(buffer, start, lineEnd));
    start = next;
    return line;
  }
}
