package dev.proxyherd.location;

import dev.proxyherd.location.LocationStore.Outcome;
import org.jspecify.annotations.Nullable;

/** What one writer hands in and waits for. Guarded by the store's writers' lock. */
final class Offer {
  private final @Nullable ClientLocation candidate;
  private final @Nullable Receipt receipt;
  private boolean distrusted;
  private @Nullable Outcome outcome;
  private @Nullable StoreUnavailableException failure;

  Offer(@Nullable ClientLocation candidate, @Nullable Receipt receipt) {
    this.candidate = candidate;
    this.receipt = receipt;
  }

  @Nullable ClientLocation candidate() {
    return candidate;
  }

  @Nullable Receipt receipt() {
    return receipt;
  }

  /** The neighbour that has it, being where it comes from; null when none is known to have it. */
  @Nullable String sender() {
    return receipt == null || distrusted ? null : receipt.sender();
  }

  /** The neighbour that sent it may have lost it since. */
  void distrust() {
    distrusted = true;
  }

  void succeed(Outcome decided) {
    outcome = decided;
  }

  void fail(StoreUnavailableException reason) {
    failure = reason;
  }

  boolean isDecided() {
    return outcome != null || failure != null;
  }

  /**
   * What became of it.
   *
   * @throws StoreUnavailableException when it could not be recorded
   */
  Outcome result() {
    if (outcome == null) {
      throw failure == null
          ? new IllegalStateException("not decided")
          : new StoreUnavailableException(failure);
    }
    return outcome;
  }
}
