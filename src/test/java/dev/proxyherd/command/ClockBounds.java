package dev.proxyherd.command;

import java.time.Duration;
import java.time.InstantSource;

/** For tests of other packages. */
public final class ClockBounds {
  private ClockBounds() {}

  public static ClockBound of(InstantSource clock, Duration maxAhead) {
    return new ClockBound(clock, maxAhead);
  }

  public static CommandCounts counts() {
    return new CommandCounts();
  }
}
