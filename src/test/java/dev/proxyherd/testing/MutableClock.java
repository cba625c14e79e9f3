package dev.proxyherd.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set. */
public final class MutableClock implements InstantSource {
  private volatile Instant now;

  public MutableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void set(Instant now) {
    this.now = now;
  }

  /** Moves on, or back by a negative duration. */
  public void move(Duration duration) {
    now = now.plus(duration);
  }
}
