package dev.proxyherd.location;

import org.jspecify.annotations.Nullable;

/**
 * What a thread hands in to the store and waits for. Guarded by the store's writers' lock, where it
 * has one.
 */
public abstract sealed class Request permits Offer, Removal {
  private boolean written;
  private @Nullable StoreUnavailableException failure;

  final void succeed() {
    written = true;
  }

  final void giveUp(StoreUnavailableException reason) {
    failure = reason;
  }

  final boolean isDone() {
    return written || failure != null;
  }

  /**
   * Notices that it has failed.
   *
   * @throws StoreUnavailableException when it could not be recorded
   */
  final void check() {
    if (failure != null) {
      throw new StoreUnavailableException(failure);
    }
  }
}
