package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesQuery;

/**
 * A step on the way of a question to Google: the last one asks, those before it pass it on or
 * answer by themselves. {@link GoogleConfiguration} says their order.
 */
interface Asker {
  /**
   * Asks, and waits for what becomes of it. Never throws for a failure, and never returns long
   * after the deadline.
   */
  Result ask(PlacesQuery query, Deadline deadline);
}
