package dev.proxyherd.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run has measured, between the opening and the closing of its window.
 *
 * @param all of all servers together
 * @param servers those that got load
 * @param costs of every process that was watched, for the requests of all servers together
 * @param generator what this program itself took
 * @param refused how many requests were refused in the whole run
 * @param refusal the text of the first of them
 * @param unsent requests that were due at the set rate and had not been sent at the end
 */
public record LoadResult(
    Traffic all,
    List<Traffic> servers,
    List<Cost> costs,
    Cost generator,
    long refused,
    @Nullable String refusal,
    long unsent) {
  /**
   * What a server did.
   *
   * @param answered replies in the window
   */
  public record Traffic(String name, long answered, double perSecond, Latency latency) {}

  /**
   * What a process took.
   *
   * @param cpuSecondsPer100k processor seconds for 100,000 requests
   * @param residentBytes of memory at the end
   */
  public record Cost(
      String name, @Nullable Double cpuSecondsPer100k, @Nullable Long residentBytes) {}
}
