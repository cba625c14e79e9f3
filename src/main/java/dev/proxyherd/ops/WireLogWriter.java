package dev.proxyherd.ops;

import dev.proxyherd.location.Timestamps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes text of what has been appended, and writes it to the file.
 *
 * <p>On a platform thread: it computes, and waits for the disk, which would keep a virtual thread's
 * carrier from the commands.
 */
final class WireLogWriter implements AutoCloseable {
  /** How old a line may be that is not in the file yet. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int CHUNK = 64 * 1024;

  private final WireBuffers buffers;
  private final WireFile file;
  private final long maxRate;
  private final InstantSource clock;
  private final WireText text = new WireText();
  private final LongAdder leftOut = new LongAdder();
  private final Thread thread = Thread.ofPlatform().daemon().name("wire-log").unstarted(this::run);
  private volatile boolean running = true;
  private long written;

  /** How many of the lines that were left out the file tells of; with what is in {@code text}. */
  private long told;

  private long toldInText;

  /**
   * @param maxRate bytes a second that go to the file
   */
  WireLogWriter(WireBuffers buffers, WireFile file, long maxRate, InstantSource clock) {
    this.buffers = buffers;
    this.file = file;
    this.maxRate = maxRate;
    this.clock = clock;
  }

  void start() {
    buffers.setReader(thread);
    thread.start();
  }

  /** Counts lines that found no room. */
  void leaveOut(int lines) {
    leftOut.add(lines);
  }

  /** How many lines the file lacks. */
  long leftOut() {
    return leftOut.sum();
  }

  private void run() {
    var due = System.nanoTime();
    while (running) {
      if (!buffers.isHalfFull()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      for (var wait = due - System.nanoTime(); running && wait > 0; ) {
        LockSupport.parkNanos(wait);
        wait = due - System.nanoTime();
      }
      var begin = System.nanoTime();
      due = begin + (long) ((double) drain() / maxRate * SECOND_NANOS);
    }
    drain();
    file.close();
  }

  /**
   * Writes all that has been appended so far. For the writer's thread; in tests, for any one.
   *
   * @return bytes that were given to the file
   */
  long drain() {
    written = 0;
    if (!buffers.isEmpty()) {
      write(buffers.swap());
    }
    var all = leftOut();
    if (all > told) {
      text.appendLeftOut(Timestamps.now(clock), all - told);
      toldInText = all;
    }
    flush();
    return written;
  }

  private void write(WireBuffer buffer) {
    text.clock(Timestamps.now(clock) - System.nanoTime());
    for (var record = 0; record < buffer.used(); ) {
      var end = record + buffer.await(record);
      var from = WireText.text(buffer, record);
      do {
        from = text.append(buffer, record, from, end);
        if (text.length() >= CHUNK) {
          flush();
        }
      } while (from < end);
      record = WireBuffer.following(end);
    }
  }

  private void flush() {
    if (text.length() == 0) {
      return;
    }
    if (file.write(text.bytes(), text.length())) {
      told = Math.max(told, toldInText);
    } else {
      leftOut.add(text.lines());
    }
    written += text.length();
    toldInText = 0;
    text.clear();
  }

  /** Writes out what there is, and ends the thread. */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
