package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;

/** Leaves Google alone while its breaker is open, and tells the breaker what becomes of calls. */
final class BehindBreaker implements Asker {
  private final Asker next;
  private final Breaker breaker;

  BehindBreaker(Asker next, Breaker breaker) {
    this.next = next;
    this.breaker = breaker;
  }

  @Override
  public Result ask(PlacesQuery query, Deadline deadline) {
    if (!breaker.tryAcquire()) {
      return breaker.refused();
    }
    Result result = null;
    try {
      result = next.ask(query, deadline);
      return result;
    } finally {
      breaker.record(result);
    }
  }
}
