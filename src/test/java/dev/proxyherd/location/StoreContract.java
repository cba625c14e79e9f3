package dev.proxyherd.location;

import java.time.InstantSource;

/** What is common to the contracts of a store: how the one under test is made. */
abstract class StoreContract {
  /** A new and empty store. */
  protected abstract LocationStore open(
      InstantSource clock, Retention retention, Capacity capacity);

  protected final LocationStore open(InstantSource clock, Retention retention) {
    return open(clock, retention, Capacity.unlimited());
  }

  /** As another process has it that takes over from this one; itself where nothing is kept. */
  protected LocationStore restart(LocationStore store, InstantSource clock, Retention retention) {
    return store;
  }

  protected final LocationStore open(InstantSource clock) {
    return open(clock, Retention.FOREVER);
  }
}
