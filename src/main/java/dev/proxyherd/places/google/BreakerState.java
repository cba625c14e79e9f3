package dev.proxyherd.places.google;

import java.util.Locale;

/** The states of a circuit breaker. */
public enum BreakerState {
  /** Google is asked. */
  CLOSED,
  /** Google has failed too often, and is not asked. */
  OPEN,
  /** A few questions try whether it answers again. */
  HALF_OPEN;

  /** As a label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
