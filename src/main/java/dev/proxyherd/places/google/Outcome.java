package dev.proxyherd.places.google;

import java.util.Locale;

/** What can become of a question to Google. The first nine are of calls, the others of none. */
public enum Outcome {
  /** With places, or that there are none. */
  ANSWERED,
  /** The question was wrong: HTTP 400. */
  INVALID,
  /** The key was refused, or billing or the API is off. */
  DENIED,
  /** Google's own quota is used up. */
  THROTTLED,
  /** HTTP 500, 502, 503 or 504. */
  SERVER_ERROR,
  /** Something else than an answer of the API. */
  UNUSABLE,
  /** No whole answer in time, or one that broke off. */
  NO_ANSWER,
  /** The connection ended before the answer began. */
  RESET,
  /** There was no connection: nothing was asked. */
  UNREACHED,
  /** The minute's budget is spent. */
  OVER_MINUTE,
  /** The day's budget is spent. */
  OVER_DAY,
  /** The replicas of a site share a budget, and cannot be told what is left of it. */
  BUDGET_UNKNOWN,
  /** Google has failed too often of late. */
  BREAKER_OPEN,
  /** Too many wait already. */
  QUEUE_FULL,
  /** Its turn did not come in time. */
  WAITED_TOO_LONG,
  /** The asking thread was interrupted. */
  INTERRUPTED;

  /** Whether a call was tried, whatever came of it. */
  public boolean isCall() {
    return compareTo(UNREACHED) <= 0;
  }

  /** Whether it tells that Google, or the way there, does not work. */
  boolean isTrouble() {
    return compareTo(DENIED) >= 0 && isCall();
  }

  /** As a label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
