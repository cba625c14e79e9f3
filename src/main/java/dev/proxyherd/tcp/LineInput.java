package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import java.io.IOException;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What arrives on one socket, line by line, for one reader thread. */
final class LineInput {
  private final Socket socket;
  private final LineLimits limits;
  private final Runnable beforeWaiting;
  private final TimeSlice slice = new TimeSlice();
  private final Drain drain;
  private @Nullable LineReader reader;
  private @Nullable CloseReason end;

  /** When the line that is being waited for began; 0 while none has. */
  private volatile long lineSince;

  /**
   * @param beforeWaiting called whenever no whole line is at hand
   */
  LineInput(Socket socket, LineLimits limits, Runnable beforeWaiting) {
    this.socket = socket;
    this.limits = limits;
    this.beforeWaiting = beforeWaiting;
    this.drain = new Drain(socket);
  }

  /** Waits for the next line; null when there will be no more, and {@link #end} says why. */
  @Nullable ByteString next() throws IOException {
    var lines = lines();
    while (end == null) {
      var line = lines.next();
      if (line != null) {
        if (lineSince != 0) {
          lineSince = 0;
        }
        slice.lineTaken();
        return line;
      }
      if (lines.discarded() > limits.maxDiscard()) {
        end = CloseReason.LINE_TOO_LONG;
        return null;
      }
      beforeWaiting.run();
      switch (read(lines)) {
        case MORE -> {}
        case DRAINED -> end = CloseReason.DRAINED;
        case END -> {
          end = CloseReason.FINISHED;
          return lines.rest();
        }
      }
    }
    return null;
  }

  private Drain.Read read(LineReader lines) throws IOException {
    var before = System.nanoTime();
    if (lines.isInLine() && lineSince == 0) {
      lineSince = before;
    }
    var read = drain.read(lines);
    slice.hasRead(before);
    return read;
  }

  private LineReader lines() throws IOException {
    var lines = reader;
    if (lines == null) {
      socket.setSoTimeout((int) limits.idleTimeout().toMillis());
      lines = new LineReader(socket.getInputStream(), limits.maxLine());
      reader = lines;
    }
    return lines;
  }

  /** Whether the line that was taken last is the head of one beyond the limit. */
  boolean isTooLong() {
    return reader != null && reader.isTooLong();
  }

  /** Whether a further line has arrived whole. */
  boolean hasNext() {
    return reader != null && reader.hasNext();
  }

  /** Why no further line will come, once {@link #next} has said so. */
  CloseReason end() {
    return Objects.requireNonNull(end);
  }

  /** When the line that is being waited for began, of {@link System#nanoTime}; 0 for none. */
  long lineSince() {
    return lineSince;
  }

  Drain drain() {
    return drain;
  }
}
