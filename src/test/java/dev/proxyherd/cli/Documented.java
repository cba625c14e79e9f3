package dev.proxyherd.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the reference of the command line says. */
final class Documented {
  private static final Path PAGE = Path.of("docs/reference/command-line.md");
  private static final Pattern FIELD = Pattern.compile("(?m)^\\| `([a-z]\\w*)` \\|");

  private Documented() {}

  /** The section of a command: from its heading up to the next. */
  static String section(String command) {
    try {
      var page = Files.readString(PAGE);
      var start = page.indexOf("\n## " + command + "\n");
      if (start < 0) {
        throw new AssertionError("%s has no section %s".formatted(PAGE, command));
      }
      var end = page.indexOf("\n## ", start + 1);
      return page.substring(start, end < 0 ? page.length() : end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of what the command prints with {@code --json}, in the order of their table. */
  static List<String> fields(String command) {
    return FIELD.matcher(section(command)).results().map(match -> match.group(1)).toList();
  }
}
