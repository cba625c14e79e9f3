package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same answer to the same question for a short while. Google's terms forbid it but for
 * what docs/reference/places.md says, so it is on the way only where a setting puts it there.
 */
final class Cached implements Asker {
  private final Asker next;
  private final long lifeNanos;
  private final LongSupplier nanoTime;
  private final GoogleCounts counts;
  private final Map<PlacesQuery, Kept> entries;

  private record Kept(Result result, long since) {}

  /**
   * @param life how long an answer is given again
   * @param maxSize how many are kept: those that were asked for last
   * @param nanoTime as {@link System#nanoTime}
   */
  Cached(Asker next, Duration life, int maxSize, LongSupplier nanoTime, GoogleCounts counts) {
    this.next = next;
    this.lifeNanos = life.toNanos();
    this.nanoTime = nanoTime;
    this.counts = counts;
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<PlacesQuery, Kept> eldest) {
            return size() > maxSize;
          }
        };
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    var known = find(query);
    if (known != null) {
      counts.cached();
      return known;
    }
    var result = next.ask(query, deadline);
    if (result.isAnswered()) {
      synchronized (entries) {
        entries.put(query, new Kept(result, nanoTime.getAsLong()));
      }
    }
    return result;
  }

  private @Nullable Result find(PlacesQuery query) {
    synchronized (entries) {
      var entry = entries.get(query);
      if (entry == null) {
        return null;
      }
      if (nanoTime.getAsLong() - entry.since() < lifeNanos) {
        return entry.result();
      }
      entries.remove(query);
      return null;
    }
  }
}
