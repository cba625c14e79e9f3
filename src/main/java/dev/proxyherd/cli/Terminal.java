package dev.proxyherd.cli;

import java.io.Console;
import java.util.Optional;

/**
 * Who reads what a command prints.
 *
 * @param isThere whether that is a person at a terminal
 * @param hasColours whether it may be coloured
 */
record Terminal(boolean isThere, boolean hasColours) {
  /** A file, or another program. */
  static final Terminal NONE = new Terminal(false, false);

  private static final String RESET = "\033[0m";

  /** A colour of all terminals. */
  enum Colour {
    RED("\033[31m"),
    GREEN("\033[32m"),
    YELLOW("\033[33m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /** The one that this process has; NO_COLOR is what https://no-color.org says. */
  static Terminal ofProcess() {
    // Null where there is none, or one that is no terminal: it depends on the JDK.
    var there = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    var plain =
        !System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
            || System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(there, there && !plain);
  }

  String paint(Colour colour, String text) {
    return hasColours ? colour.code + text + RESET : text;
  }

  /** What a client has called itself may be anything, also what a terminal takes for orders. */
  static String printable(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .map(character -> Character.isISOControl(character) ? '\uFFFD' : character)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
