package dev.proxyherd.tcp;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How one connection ends when its member stops: what had arrived is answered, and nothing that
 * arrives later is taken.
 *
 * <p>A reader at work ends its connection by itself, when it has answered what had arrived. One
 * that waits for bytes cannot be told: to shut down the input, or to interrupt the thread, loses
 * what may be arriving at that moment. So the drain shuts down the output over the reader's head,
 * and what the reader is handed after that has crossed the FIN: it is thrown away, as if it had
 * never come.
 */
final class Drain {
  /** What came of a read. */
  enum Read {
    MORE,
    /** The other side has ended the stream. */
    END,
    /** All that had arrived is answered: this side ends the connection. */
    DRAINED
  }

  private final Socket socket;

  /** The reader while it waits for bytes, with no line at hand and no reply held back. */
  private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

  private volatile boolean begun;

  /** When this connection stopped taking lines, of {@link System#nanoTime}; 0 while it does. */
  private long doneAt;

  /** Bytes that had arrived when the reader learned of the drain; negative until then. */
  private int owed = -1;

  Drain(Socket socket) {
    this.socket = socket;
  }

  /** Waits for more bytes. On the reader's thread, when all before is answered and written out. */
  Read read(LineReader lines) throws IOException {
    if (begun) {
      return readOwed(lines);
    }
    // No fence on this path: a drain that does not see the thread yet looks again.
    waiting.setRelease(Thread.currentThread());
    var count = lines.read();
    waiting.setRelease(null);
    if (begun && isDone()) {
      return Read.DRAINED;
    }
    return count > 0 ? Read.MORE : Read.END;
  }

  /** No more than had arrived: a client that sends without end would keep the member for ever. */
  private Read readOwed(LineReader lines) throws IOException {
    if (owed < 0) {
      owed = socket.getInputStream().available();
    }
    if (owed == 0) {
      done();
      return Read.DRAINED;
    }
    var count = lines.read();
    owed = Math.max(0, owed - count);
    return count > 0 ? Read.MORE : Read.END;
  }

  /**
   * Begins the drain, and ends the output if the reader waits for something that has not arrived.
   * To be called until {@link #isDone}.
   */
  void advance() throws IOException {
    begun = true;
    synchronized (this) {
      if (doneAt == 0 && nothingHasArrived()) {
        socket.shutdownOutput();
        done();
      }
    }
  }

  /**
   * Whether all that has arrived is answered. The order matters: bytes that were there before the
   * first look are either seen by it, or are with a reader that has not waited again since; then it
   * is not parked at the second look, or not in a read at the third.
   */
  private boolean nothingHasArrived() throws IOException {
    var reader = waiting.getAcquire();
    return reader != null
        && socket.getInputStream().available() == 0
        && isParked(reader)
        && waiting.getAcquire() != null;
  }

  /** What a virtual thread is from when it begins to wait until it is to run again. */
  private static boolean isParked(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
    };
  }

  private synchronized void done() {
    if (doneAt == 0) {
      doneAt = System.nanoTime() | 1;
    }
  }

  /** Whether no further line will be taken, and all before are answered. */
  synchronized boolean isDone() {
    return doneAt != 0;
  }

  /** Whether that has been so for this long. */
  synchronized boolean isDoneFor(long nanos, long now) {
    return doneAt != 0 && now - doneAt > nanos;
  }
}
