package dev.proxyherd.ops;

import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Measures a places source and changes nothing. */
final class TimedPlaces implements Places {
  static final String METER = "herd.places.calls";

  /** For a status that Google's documentation does not know: labels are not for others to make. */
  private static final String OTHER = "OTHER";

  private static final List<String> STATUSES =
      List.of(
          "OK",
          "ZERO_RESULTS",
          "INVALID_REQUEST",
          "NOT_FOUND",
          "OVER_QUERY_LIMIT",
          "OVER_DAILY_LIMIT",
          "REQUEST_DENIED",
          "UNKNOWN_ERROR",
          OTHER);

  private final Places places;
  private final Map<String, Timer> timers = new HashMap<>();

  TimedPlaces(Places places, MeterRegistry registry) {
    this.places = places;
    for (var status : STATUSES) {
      timers.put(
          status,
          Buckets.timer(METER)
              .description("Calls of the places source, by the status that it answered")
              .tag("status", status)
              .register(registry));
    }
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    var begin = System.nanoTime();
    var status = OTHER;
    try {
      var answer = places.near(query);
      status = timers.containsKey(answer.status()) ? answer.status() : OTHER;
      return answer;
    } finally {
      Objects.requireNonNull(timers.get(status))
          .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public boolean isImmediate() {
    return places.isImmediate();
  }
}
