package dev.proxyherd.command;

/** What became of a command: the values of two labels in meters, bounded by this list. */
public enum CommandOutcome {
  IAMAT_NEWER("iamat", "newer"),
  IAMAT_SAME("iamat", "same"),
  IAMAT_OLDER("iamat", "older"),
  IAMAT_EXPIRED("iamat", "expired"),
  IAMAT_FULL("iamat", "full"),
  IAMAT_TOO_FAR_AHEAD("iamat", "too_far_ahead"),
  IAMAT_UNAUTHENTICATED("iamat", "unauthenticated"),
  IAMAT_FORBIDDEN("iamat", "forbidden"),
  IAMAT_FAILED("iamat", "failed"),
  WHATSAT_ANSWERED("whatsat", "answered"),
  WHATSAT_NO_PLACES("whatsat", "places_failed"),
  WHATSAT_UNKNOWN_CLIENT("whatsat", "unknown_client"),
  WHATSAT_UNAUTHENTICATED("whatsat", "unauthenticated"),
  WHATSAT_FORBIDDEN("whatsat", "forbidden"),
  WHATSAT_FAILED("whatsat", "failed"),
  WHOSAT_ANSWERED("whosat", "answered"),
  WHOSAT_UNKNOWN_CLIENT("whosat", "unknown_client"),
  WHOSAT_UNAUTHENTICATED("whosat", "unauthenticated"),
  WHOSAT_FORBIDDEN("whosat", "forbidden"),
  WHOSAT_FAILED("whosat", "failed"),
  AT_NEWER("at", "newer"),
  AT_SAME("at", "same"),
  AT_OLDER("at", "older"),
  AT_EXPIRED("at", "expired"),
  AT_FULL("at", "full"),
  AT_TOO_FAR_AHEAD("at", "too_far_ahead"),
  AUTH_ACCEPTED("auth", "accepted"),
  AUTH_REFUSED("auth", "refused"),
  INVALID("invalid", "refused"),
  HEALTH_CHECK("invalid", "health_check");

  private final String verb;
  private final String outcome;

  CommandOutcome(String verb, String outcome) {
    this.verb = verb;
    this.outcome = outcome;
  }

  public String verb() {
    return verb;
  }

  public String outcome() {
    return outcome;
  }

  /** Whether it is of a client's command; a neighbour's have no reply. */
  public boolean isOfClient() {
    return !verb.equals("at");
  }
}
