package dev.proxyherd.tcp;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** What is to be written to one socket, gathered until it is flushed. */
final class LineOutput {
  private static final int SMALL = 2 * 1024;
  private static final int LARGE = 32 * 1024;

  /** A write of more than this is made in pieces, each with the whole deadline. */
  private static final int PIECE = 64 * 1024;

  private final Socket socket;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] buffer = new byte[SMALL];
  private int length;
  private volatile boolean closed;
  private volatile long writingSince;

  LineOutput(Socket socket) {
    this.socket = socket;
  }

  /** When the write under way began, 0 while there is none; of {@link System#nanoTime}. */
  long writingSince() {
    return writingSince;
  }

  void write(byte[] lines, boolean now) throws IOException {
    lock.lock();
    try {
      if (length + lines.length > LARGE) {
        writeOut();
      }
      if (lines.length > LARGE || (now && length == 0)) {
        writeThrough(lines, lines.length);
        return;
      }
      if (length + lines.length > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + lines.length));
      }
      System.arraycopy(lines, 0, buffer, length, lines.length);
      length += lines.length;
      if (now) {
        writeOut();
      }
    } finally {
      lock.unlock();
    }
  }

  void flush() throws IOException {
    lock.lock();
    try {
      writeOut();
    } finally {
      lock.unlock();
    }
  }

  private void writeOut() throws IOException {
    if (length > 0) {
      var count = length;
      length = 0;
      writeThrough(buffer, count);
      if (buffer.length > 4 * SMALL) {
        buffer = new byte[SMALL];
      }
    }
  }

  private void writeThrough(byte[] bytes, int count) throws IOException {
    if (closed) {
      return;
    }
    try {
      var out = socket.getOutputStream();
      for (var position = 0; position < count; position += PIECE) {
        writingSince = System.nanoTime();
        out.write(bytes, position, Math.min(PIECE, count - position));
      }
    } finally {
      writingSince = 0;
    }
  }

  /**
   * Nothing is written after this. Does not wait for a write under way: closing the socket ends it.
   */
  void close() {
    closed = true;
  }
}
