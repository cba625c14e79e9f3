package dev.proxyherd.cli;

import dev.proxyherd.bench.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** One line on a terminal, written over again and again; nothing anywhere else. */
final class BenchProgress implements Progress {
  private static final String LINE_START_AND_CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final boolean terminal;
  private String topic = "";

  BenchProgress(PrintWriter err) {
    this.err = err;
    // Null where there is none, or one that is no terminal: it depends on the JDK.
    terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** What all that follows is about. */
  void about(String newTopic) {
    topic = newTopic + ": ";
  }

  @Override
  public void show(String what) {
    print(topic + what);
  }

  void clear() {
    print("");
  }

  private void print(String line) {
    if (terminal) {
      err.print(LINE_START_AND_CLEAR + line);
      err.flush();
    }
  }
}
