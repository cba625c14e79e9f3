package dev.proxyherd.peer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Prints Markdown, for documents. */
final class ScalingTable {
  private ScalingTable() {}

  /** What members log would be between the rows. */
  static void silence() {
    ((Logger) LoggerFactory.getLogger("dev.proxyherd")).setLevel(Level.OFF);
  }

  static void header(String... columns) {
    System.out.println();
    row((Object[]) columns);
    System.out.println("|" + " --- |".repeat(columns.length));
  }

  static void row(Object... cells) {
    var row = new StringBuilder("|");
    for (var cell : cells) {
      row.append(' ').append(text(cell)).append(" |");
    }
    System.out.println(row);
  }

  private static String text(Object cell) {
    return switch (cell) {
      case Double number when number < 10 -> String.format(Locale.ROOT, "%.2f", number);
      case Double number when number < 100 -> String.format(Locale.ROOT, "%.1f", number);
      case Double number -> String.format(Locale.ROOT, "%,.0f", number);
      case Integer whole -> String.format(Locale.ROOT, "%,d", whole);
      default -> cell.toString();
    };
  }

  /** What is another each time: to the error stream. */
  static void note(String what, long began) {
    var runtime = Runtime.getRuntime();
    System.err.printf(
        "%s: %.1f s, heap of %d MB%n",
        what,
        (System.nanoTime() - began) / 1e9,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }
}
