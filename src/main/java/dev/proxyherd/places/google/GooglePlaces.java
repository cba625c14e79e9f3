package dev.proxyherd.places.google;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;

/** Places from Google, or why there are none. */
final class GooglePlaces implements Places {
  private final Asker asker;
  private final Duration timeout;
  private final Duration call;
  private final GoogleCounts counts;
  private final TroubleLog log;

  /**
   * @param timeout for a question, with all waiting and all tries
   * @param responseTimeout for one try, which has that much of it, or half of a shorter time
   */
  GooglePlaces(
      Asker asker,
      Duration timeout,
      Duration responseTimeout,
      GoogleCounts counts,
      TroubleLog log) {
    this.asker = asker;
    this.timeout = timeout;
    var half = timeout.dividedBy(2);
    call = responseTimeout.compareTo(half) < 0 ? responseTimeout : half;
    this.counts = counts;
    this.log = log;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    var result = asker.ask(query, new Deadline(timeout, call, System::nanoTime));
    counts.questioned(result.outcome());
    log.heard(result);
    return result.answer();
  }
}
