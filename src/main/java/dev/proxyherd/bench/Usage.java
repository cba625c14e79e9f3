package dev.proxyherd.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a process has used.
 *
 * @param cpuSeconds since it started, in user and system mode; null when it does not say
 * @param residentBytes of memory, now; null when it does not say
 */
public record Usage(@Nullable Double cpuSeconds, @Nullable Long residentBytes) {
  /** Nothing is known. */
  public static final Usage UNKNOWN = new Usage(null, null);
}
