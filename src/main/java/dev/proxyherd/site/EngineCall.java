package dev.proxyherd.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an engine is asked to do. */
public enum EngineCall {
  /** To take records, where they are newer. */
  OFFER,
  /** To say what has changed. */
  READ,
  /** To say what is held of a client. */
  FIND,
  SWEEP,
  LEASE,
  RELEASE,
  RECEIPT,
  /** To take a call out of the budget for Google. */
  SPEND;

  private static final Map<String, EngineCall> BY_FUNCTION =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  call -> Functions.LIBRARY + "_" + call.label(), Function.identity()));

  /** The call that a function is for. */
  static EngineCall of(String function) {
    return BY_FUNCTION.getOrDefault(function, FIND);
  }

  /** As a label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What can become of it. */
  public enum Outcome {
    ANSWERED,
    /** The engine has said that it cannot: it is full, read-only, or lacks a part. */
    REFUSED,
    TIMED_OUT,
    /** There is no connection, or it has ended. */
    AWAY;

    /** As a label's value. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
