package dev.proxyherd.places.google;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;

/** Places from Google, or why there are none. */
final class GooglePlaces implements Places {
  private final Asker asker;
  private final Duration timeout;
  private final GoogleCounts counts;
  private final TroubleLog log;

  /**
   * @param timeout for a question, with all waiting and all tries
   */
  GooglePlaces(Asker asker, Duration timeout, GoogleCounts counts, TroubleLog log) {
    this.asker = asker;
    this.timeout = timeout;
    this.counts = counts;
    this.log = log;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    var result = asker.ask(query, Deadline.in(timeout));
    counts.questioned(result.outcome());
    log.heard(result);
    return result.answer();
  }
}
