package dev.proxyherd.bench;

import java.time.Duration;

/**
 * The load of one run.
 *
 * @param connections how many, over all servers
 * @param inFlight requests that a connection has sent and has no reply to, at most
 * @param whatsAtPercent how many of 100 commands are WHATSAT; the others are IAMAT
 * @param clients distinct clients; each belongs to one connection, so that its updates arrive in
 *     the order of their times
 * @param warmUp load before the measurement
 * @param time how long to measure
 * @param perSecond requests to send in a second, over all connections; 0 for as many as are
 *     answered
 * @param timeout how long a connection may be without a reply that is due
 * @param threads that generate the load
 * @param prefix what clients' names begin with
 */
public record Settings(
    int connections,
    int inFlight,
    int whatsAtPercent,
    int clients,
    Duration warmUp,
    Duration time,
    long perSecond,
    Duration timeout,
    int threads,
    String prefix) {
  private static final int MAX_IN_FLIGHT = 10_000;
  private static final int MAX_OUTSTANDING = 1_000_000;
  private static final int MAX_PREFIX = 40;

  /**
   * @throws IllegalArgumentException with a message that names the setting and what would be right
   */
  public Settings {
    demand(connections >= 1, "connections: at least 1");
    demand(
        inFlight >= 1 && inFlight <= MAX_IN_FLIGHT,
        "in flight: 1 to %d requests a connection".formatted(MAX_IN_FLIGHT));
    demand(
        (long) connections * inFlight <= MAX_OUTSTANDING,
        "connections times requests in flight: at most %d".formatted(MAX_OUTSTANDING));
    demand(whatsAtPercent >= 0 && whatsAtPercent <= 100, "share of WHATSAT: 0 to 100 percent");
    demand(
        clients >= connections,
        "clients: at least one a connection, which is %d".formatted(connections));
    demand(!warmUp.isNegative(), "warm-up: not negative");
    demand(time.isPositive(), "time: more than nothing");
    demand(perSecond >= 0, "rate: not negative");
    demand(timeout.isPositive(), "timeout: more than nothing");
    demand(threads >= 1 && threads <= connections, "threads: at least 1, at most one a connection");
    demand(
        prefix.matches("[!-~]+") && prefix.length() <= MAX_PREFIX,
        "prefix: 1 to %d visible ASCII characters".formatted(MAX_PREFIX));
  }

  private static void demand(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
