package dev.proxyherd.location;

import dev.proxyherd.location.LocationStore.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record, or a neighbour's receipt, or both, on their way into a store. */
public final class Offer extends Request {
  private final @Nullable ClientLocation candidate;
  private final @Nullable Receipt receipt;
  private boolean distrusted;
  private @Nullable Outcome outcome;

  /** What a client says. */
  public Offer(ClientLocation candidate) {
    this(candidate, null);
  }

  /** What a neighbour says, and how far its feed has been taken with it. */
  public Offer(@Nullable ClientLocation candidate, @Nullable Receipt receipt) {
    this.candidate = candidate;
    this.receipt = receipt;
  }

  /** What is to be held of a client from now on; null where there is only a receipt. */
  public @Nullable ClientLocation candidate() {
    return candidate;
  }

  /** How far a neighbour's feed has been taken with it; null for what a client says. */
  public @Nullable Receipt receipt() {
    return receipt;
  }

  /** Whether it may be refused for want of room. */
  public boolean isFromClient() {
    return receipt == null;
  }

  /** The neighbour that has it, being where it comes from; null when none is known to have it. */
  @Nullable String sender() {
    return receipt == null || distrusted ? null : receipt.sender();
  }

  /** The neighbour that sent it may have lost it since. */
  void distrust() {
    distrusted = true;
  }

  /**
   * It has been dealt with, by a store that works on threads of its own. What is said first counts:
   * a reply that comes after its time-out is not heard. Whoever completes the stage of {@link
   * LocationStore#offerLater} makes it known.
   */
  public synchronized void finish(Outcome became) {
    if (!isDone()) {
      decide(became);
      succeed();
    }
  }

  /** It could not be recorded, or that is not known: as {@link #finish}. */
  public synchronized void fail(StoreUnavailableException reason) {
    if (!isDone()) {
      giveUp(reason);
    }
  }

  void decide(Outcome decided) {
    outcome = decided;
  }

  /** What is to become of it when it is written; set before that. */
  Outcome decided() {
    return Objects.requireNonNull(outcome, "not decided");
  }

  /**
   * What became of it.
   *
   * @throws StoreUnavailableException when it could not be recorded; then it was not taken at all
   * @throws IllegalStateException when it has not been offered yet
   */
  public Outcome outcome() {
    check();
    if (!isDone()) {
      throw new IllegalStateException("not offered yet");
    }
    return decided();
  }
}
