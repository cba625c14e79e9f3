package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a member wrote to its standard output. */
final class Console {
  private static final String FAILED = "APPLICATION FAILED TO START";
  private static final int LAST_LINES = 12;

  private Console() {}

  /** Why a member has ended: its own explanation where it gave one, else its last lines. */
  static String reason(Path console) {
    List<String> lines;
    try {
      // A log may hold any bytes; each of them is a character of this set.
      lines = Files.readAllLines(console, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "there is no " + console;
    }
    var failed = lastIndexOf(lines, FAILED);
    var told =
        failed < 0
            ? lines.stream().filter(line -> !line.startsWith("\tat ")).toList()
            : lines.subList(failed + 1, lines.size());
    var worth =
        told.stream()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty() && !line.startsWith("***"))
            .filter(line -> !line.equals("Description:") && !line.equals("Action:"))
            .toList();
    if (failed < 0) {
      worth = worth.subList(Math.max(0, worth.size() - LAST_LINES), worth.size());
    }
    return "%n  %s%n  (%s)".formatted(String.join(System.lineSeparator() + "  ", worth), console);
  }

  private static int lastIndexOf(List<String> lines, String text) {
    for (var i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    return -1;
  }
}
