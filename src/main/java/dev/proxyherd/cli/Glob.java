package dev.proxyherd.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern for names: {@code *} is any text, {@code ?} any character, all else is itself. */
final class Glob {
  private static final Pattern PART = Pattern.compile("\\*|\\?|[^*?]+");

  private final Pattern pattern;

  Glob(String text) {
    var regex =
        PART.matcher(text)
            .replaceAll(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                    });
    pattern = Pattern.compile(regex, Pattern.DOTALL);
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
