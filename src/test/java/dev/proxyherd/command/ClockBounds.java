package dev.proxyherd.command;

import dev.proxyherd.location.LocationStore;
import java.time.Duration;
import java.time.InstantSource;

/** Parts of this package, for tests of others. */
public final class ClockBounds {
  private ClockBounds() {}

  public static ClockBound of(InstantSource clock, Duration maxAhead) {
    return new ClockBound(clock, maxAhead);
  }

  public static ForgetService forgetting(String member, LocationStore store, ClockBound clock) {
    return new ForgetService(member, store, clock);
  }

  public static CommandCounts counts() {
    return new CommandCounts();
  }
}
