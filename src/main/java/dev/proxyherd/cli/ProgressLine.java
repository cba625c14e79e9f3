package dev.proxyherd.cli;

import dev.proxyherd.bench.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One line on a terminal, written over again and again, for what takes longer than a second;
 * nothing anywhere else.
 */
final class ProgressLine implements Progress {
  private static final String LINE_START_AND_CLEAR = "\r\033[K";
  private static final Duration AFTER = Duration.ofSeconds(1);

  private final PrintWriter err;
  private final boolean terminal;
  private String topic = "";
  private String line = "";
  private boolean begun;
  private boolean due;

  ProgressLine(PrintWriter err, Terminal terminal) {
    this.err = err;
    this.terminal = terminal.isThere();
  }

  /** What all that follows is about. */
  synchronized void about(String newTopic) {
    topic = newTopic + ": ";
  }

  @Override
  public synchronized void show(String what) {
    line = topic + what;
    if (due) {
      print();
    } else if (terminal && !begun) {
      begun = true;
      Thread.ofVirtual().start(this::begin);
    }
  }

  private void begin() {
    LockSupport.parkNanos(AFTER.toNanos());
    synchronized (this) {
      due = true;
      if (!line.isEmpty()) {
        print();
      }
    }
  }

  /** Makes room for what is to stay. */
  synchronized void clear() {
    line = "";
    if (due) {
      print();
    }
  }

  private void print() {
    err.print(LINE_START_AND_CLEAR + line);
    err.flush();
  }
}
