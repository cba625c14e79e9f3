package dev.proxyherd.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether the members of a herd hold the same, in one line. */
final class Agreement {
  private Agreement() {}

  /**
   * Says who agrees and who does not; members that say nothing are named too. While updates are on
   * their way, members differ.
   */
  static String inWords(List<MemberStatus> herd) {
    var holdings = new LinkedHashMap<String, List<String>>();
    var silent = new ArrayList<String>();
    for (var member : herd) {
      var digest = member.digest();
      if (digest == null) {
        silent.add(member.name());
      } else {
        var holding = "%s, digest %s".formatted(count(member.clients()), digest);
        holdings.computeIfAbsent(holding, _ -> new ArrayList<>()).add(member.name());
      }
    }
    var unknown = silent.isEmpty() ? "" : "; nothing is known of " + String.join(", ", silent);
    return switch (holdings.size()) {
      case 0 -> "no member says what it holds";
      case 1 -> agreed(holdings.firstEntry(), herd.size()) + unknown;
      default -> "members differ: " + inWords(holdings) + unknown;
    };
  }

  private static String agreed(Map.Entry<String, List<String>> holding, int members) {
    var agreeing = holding.getValue();
    if (agreeing.size() == 1) {
      return "%s alone: %s".formatted(agreeing.getFirst(), holding.getKey());
    }
    var who = agreeing.size() == members ? "all " + members : agreeing.size() + " of " + members;
    return "%s agree: %s".formatted(who, holding.getKey());
  }

  private static String inWords(Map<String, List<String>> holdings) {
    return holdings.entrySet().stream()
        .map(holding -> String.join(", ", holding.getValue()) + ": " + holding.getKey())
        .collect(joining("; "));
  }

  private static String count(@Nullable Long clients) {
    return clients == null ? "? clients" : clients == 1 ? "1 client" : clients + " clients";
  }
}
