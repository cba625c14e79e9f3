package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesConfigurationException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How calls of Google are bounded, and how they are made; checked.
 *
 * @param network connections
 * @param proxy on the way; null for what Java's system properties say
 * @param maxWaiting how many questions may wait for their turn
 * @param retries how many tries a question may have after its first
 * @param cache for how long an answer is given again; zero for never
 * @param cacheSize how many answers are kept for that
 * @param budget how many calls may be made
 * @param zone where the budget's day begins at midnight
 * @param breaker when Google is left alone
 */
record CallSettings(
    NetworkProperties network,
    @Nullable ProxyAddress proxy,
    int maxWaiting,
    int retries,
    Duration cache,
    int cacheSize,
    BudgetProperties budget,
    ZoneId zone,
    BreakerProperties breaker) {

  static CallSettings of(GoogleProperties google) {
    return new CallSettings(
        google.network(),
        google.proxy().isBlank() ? null : ProxyAddress.parse(google.proxy().strip()),
        google.maxWaiting(),
        google.retries(),
        google.cache(),
        google.cacheSize(),
        google.budget(),
        zone(google.budget().zone()),
        google.breaker());
  }

  Duration responseTimeout() {
    return network.responseTimeout();
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException unknown) {
      throw new PlacesConfigurationException(
          "herd.places.google.budget.zone",
          "'" + text + "'",
          "there is no such time zone",
          "Set it to one like America/Los_Angeles or UTC, or leave it out.");
    }
  }
}
