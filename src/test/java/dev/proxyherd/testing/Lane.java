package dev.proxyherd.testing;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One direction of a {@link Wire}: how bytes fare on it, and how many have passed. */
final class Lane {
  private static final int PIECE_BYTES = 8 * 1024;

  /** A limited lane passes pieces this often. */
  private static final int PIECES_A_SECOND = 20;

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private boolean blocked;
  private volatile long delayNanos;
  private volatile int bytesPerSecond = Integer.MAX_VALUE;
  private volatile boolean lineBegins = true;

  long bytes() {
    return bytes.get();
  }

  long updates() {
    return updates.get();
  }

  /** How much may be read at once. */
  int pieceBytes() {
    return Math.clamp(bytesPerSecond / PIECES_A_SECOND, 1, PIECE_BYTES);
  }

  synchronized void block() {
    blocked = true;
  }

  void delay(Duration delay) {
    delayNanos = delay.toNanos();
  }

  void bandwidth(int bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  synchronized void heal() {
    delayNanos = 0;
    bytesPerSecond = Integer.MAX_VALUE;
    blocked = false;
    notifyAll();
  }

  synchronized void awaitOpen() throws InterruptedIOException {
    while (blocked) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  /** A new connection. */
  void beginLine() {
    lineBegins = true;
  }

  void pass(byte[] piece, OutputStream target) throws IOException {
    LockSupport.parkNanos(delayNanos);
    awaitOpen();
    target.write(piece);
    count(piece);
    if (bytesPerSecond < Integer.MAX_VALUE) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(piece.length) / bytesPerSecond);
    }
  }

  /** Of what a sender says, only updates begin with an A. */
  private void count(byte[] piece) {
    bytes.addAndGet(piece.length);
    var begins = lineBegins;
    for (var next : piece) {
      if (begins && next == 'A') {
        updates.incrementAndGet();
      }
      begins = next == '\n';
    }
    lineBegins = begins;
  }
}
