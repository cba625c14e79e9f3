package dev.proxyherd.site;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers that were handed in together, and may go different ways. */
final class OfferGroup {
  private final AtomicInteger open;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  OfferGroup(int offers) {
    open = new AtomicInteger(offers);
  }

  /** One of them knows what became of it. */
  void ended() {
    if (open.decrementAndGet() == 0) {
      done.complete(null);
    }
  }

  CompletableFuture<Void> done() {
    return done;
  }
}
