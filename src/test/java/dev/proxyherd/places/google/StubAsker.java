package dev.proxyherd.places.google;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The last step of a way under test: it gives the results that it was told, then good ones. */
final class StubAsker implements Asker {
  static final PlacesQuery QUERY = query(1);

  private final Queue<Result> results = new ArrayDeque<>();
  private final List<PlacesQuery> asked = new ArrayList<>();

  StubAsker(Outcome... outcomes) {
    for (var outcome : outcomes) {
      results.add(result(outcome));
    }
  }

  static PlacesQuery query(int bound) {
    return new PlacesQuery(new Coordinates(1, 2), 500, bound);
  }

  static Result result(Outcome outcome) {
    return outcome == Outcome.ANSWERED
        ? Result.answered(NearbySearch.nothing())
        : Result.failed(outcome, PlacesStatus.REQUEST_DENIED, "Told: " + outcome);
  }

  StubAsker then(Result result) {
    results.add(result);
    return this;
  }

  @Override
  public synchronized Result ask(PlacesQuery query, Deadline deadline) {
    asked.add(query);
    var next = results.poll();
    return next == null ? result(Outcome.ANSWERED) : next;
  }

  synchronized int calls() {
    return asked.size();
  }
}
