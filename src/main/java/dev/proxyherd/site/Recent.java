package dev.proxyherd.site;

import dev.proxyherd.location.Backlog;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.Change;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Retention.Cutoff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last changes that this replica has heard of, once a client: to tell who is how far behind,
 * and to give back what a fail-over has lost.
 */
final class Recent {
  private static final int SIZE = 10_000;

  private final LinkedHashMap<ByteString, Change> changes = new LinkedHashMap<>();

  synchronized void add(Change change) {
    changes.putLast(change.location().client(), change);
    if (changes.size() > SIZE) {
      changes.pollFirstEntry();
    }
  }

  synchronized void drop(Cutoff passed) {
    changes.values().removeIf(change -> passed.hasPassed(change.location()));
  }

  /** What is remembered of these clients. */
  synchronized List<ClientLocation> of(Predicate<ByteString> clients) {
    return changes.values().stream()
        .map(Change::location)
        .filter(location -> clients.test(location.client()))
        .toList();
  }

  /** Of what is remembered: how many are greater, up to a limit, and the first of these. */
  synchronized Backlog after(long number, int limit) {
    var count = 0;
    var first = Long.MAX_VALUE;
    for (var entries = changes.sequencedEntrySet().reversed().iterator();
        entries.hasNext() && count < limit; ) {
      var known = entries.next().getValue();
      if (known.number() > number) {
        count++;
        first = Math.min(first, known.number());
      }
    }
    return new Backlog(count, count == 0 ? 0 : first);
  }
}
