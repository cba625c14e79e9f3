package dev.proxyherd.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What an expression of PromQL asks for.
 *
 * @param selectors the time series
 * @param groupings the labels that it groups and joins by
 */
record PromQl(List<Selector> selectors, Set<String> groupings) {
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");
  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*\\{([^}]*)}");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern STRING_OR_RANGE = Pattern.compile("\"[^\"]*\"|\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][a-zA-Z0-9_:]*)(?!\\w)(?!\\s*\\()");

  /** One metric, and what its labels are to be. */
  record Selector(String metric, List<Match> labels) {}

  /** One label. */
  record Match(String label, String operator, String value) {
    /** The values that have to be possible for this to be more than a slip of the pen. */
    List<String> values() {
      return value.contains("$") || value.equals(".*") || value.endsWith(".*")
          ? List.of()
          : List.of(value.split("\\|", -1));
    }
  }

  static PromQl parse(String expression) {
    var selectors = new ArrayList<Selector>();
    var groupings = new HashSet<String>();
    var rest =
        cut(
            expression,
            SELECTOR,
            found -> {
              var labels =
                  MATCHER
                      .matcher(found.group(2))
                      .results()
                      .map(match -> new Match(match.group(1), match.group(2), match.group(3)))
                      .toList();
              selectors.add(new Selector(found.group(1), labels));
              return "";
            });
    rest = cut(rest, STRING_OR_RANGE, _ -> "");
    rest =
        cut(
            rest,
            GROUPING,
            found -> {
              groupings.addAll(List.of(found.group(1).strip().split("\\s*,\\s*")));
              return "";
            });
    NAME.matcher(rest)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !WORDS.contains(name))
        .forEach(name -> selectors.add(new Selector(name, List.of())));
    return new PromQl(selectors, groupings);
  }

  private static String cut(String text, Pattern pattern, Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(by);
  }
}
