package dev.proxyherd.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant to write. */
public final class Spelling {
  /** One letter wrong in so many may be a slip. */
  private static final int LETTERS_A_SLIP = 3;

  private Spelling() {}

  /** The candidate that takes the fewest changes to become what was written, if those are few. */
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    var limit = Math.max(1, lastPart(written) / LETTERS_A_SLIP);
    return candidates.stream()
        .filter(candidate -> distance(written, candidate) <= limit)
        .min(Comparator.comparingInt(candidate -> distance(written, candidate)));
  }

  /** What stands before is mostly the same, and says nothing of how much alike two keys are. */
  private static int lastPart(String written) {
    return written.length() - written.lastIndexOf('.') - 1;
  }

  /** Levenshtein's: letters put in, left out or exchanged. Dashes and case do not count. */
  private static int distance(String one, String other) {
    var a = plain(one);
    var b = plain(other);
    var previous = new int[b.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (var i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var exchanged = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(exchanged, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }

  private static String plain(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
