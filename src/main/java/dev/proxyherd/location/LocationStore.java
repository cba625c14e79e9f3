package dev.proxyherd.location;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The newest record of every client, and the order in which they changed.
 *
 * <p>Every write passes the newest-wins order of {@link ClientLocation}, wherever it comes from.
 * All methods may be called from any thread.
 *
 * <p>Where a store {@link #waits}, {@code offer}, {@link #receive}, {@link #lastReceipt}, {@link
 * #find} and {@link #sweep} wait for a network, and may not be called by an event loop; all others
 * answer at once, from what the store knows.
 */
public interface LocationStore {
  /** What became of a record that was offered. */
  enum Outcome {
    /** It was newer than what the store held, and is recorded. */
    NEWER,
    /** The store holds exactly this record already. */
    SAME,
    /** The store holds a newer one and keeps it. */
    OLDER,
    /** There is no room for it: the client is new, or its record has grown. Nothing is recorded. */
    FULL,
    /** Its time is up, and it is not taken: a neighbour that has not dropped it yet will. */
    EXPIRED
  }

  /** Whether it records over a network. Always the same of one store. */
  default boolean waits() {
    return false;
  }

  /**
   * Takes a record from a client. It is recorded, as far as this store records, on return, unless
   * the outcome says otherwise.
   *
   * @throws StoreUnavailableException when it cannot be recorded; then it is not taken at all
   */
  default Outcome offer(ClientLocation candidate) {
    return offer(candidate, null);
  }

  /**
   * Takes a record from a neighbour, and with it how far the neighbour's feed has been taken. A
   * record that names another epoch than the neighbour's last receipt is taken, and its receipt is
   * not: only {@link #receive} changes a neighbour's epoch. It is never refused for want of room:
   * {@link #hasRoomFor} tells before.
   *
   * @throws StoreUnavailableException when it cannot be recorded; then neither is taken
   */
  Outcome offer(ClientLocation candidate, @Nullable Receipt receipt);

  /**
   * Takes several records, in this order, and has them recorded together. Each then knows what
   * became of it; a failure is thrown by {@link Offer#outcome}, and by nothing else.
   */
  void offer(List<Offer> offers);

  /**
   * The same without waiting: returns at once where the store {@link #waits}, and when all is done
   * where it does not. Of two calls under way, the later may be recorded first. Within one, offers
   * for one client are taken in their order, and a receipt only when all ahead of it is recorded:
   * not at all where one of them could not be.
   *
   * @return done when each offer knows what became of it, on any thread; whoever is called back
   *     there must return at once
   */
  default CompletionStage<Void> offerLater(List<Offer> offers) {
    offer(offers);
    return CompletableFuture.completedStage(null);
  }

  /**
   * Whether there is room for a record, if it is to be kept at all. A neighbour's that does not fit
   * is left out and not acknowledged, so that it comes again.
   */
  boolean hasRoomFor(ClientLocation candidate);

  /** Whether there is room for so many new clients, whatever their names. */
  boolean hasRoomForNew(int clients);

  /** Notes how far a neighbour's feed has been taken. */
  void receive(Receipt receipt);

  /** How far this neighbour's feed has been taken; empty for one never heard of. */
  Optional<Receipt> lastReceipt(String sender);

  /** Why no change can be recorded now; empty when the last one could. */
  Optional<String> trouble();

  /** What may have been lost when this store was opened; empty when that is nothing. */
  Optional<String> loss();

  /** Where the client is; empty for one that was never heard of, and one that is forgotten. */
  Optional<ClientLocation> find(ByteString client);

  /** The number of clients, without those that are forgotten. */
  int size();

  /** How many clients are held as forgotten. */
  long forgotten();

  /** What all records take of the heap, as an estimate: see {@link Capacity}. */
  long bytes();

  /**
   * Drops the records whose time is up, here and in the journal. Writers go on meanwhile.
   *
   * @throws StoreUnavailableException when that cannot be recorded; some may have been dropped, and
   *     the rest can be by the next call
   */
  void sweep();

  /** How many records have been dropped because their time was up. */
  long expired();

  /** Of all records, for comparing with other members'. */
  Digest digest();

  /** Names this store: random, made when it was empty. */
  String epoch();

  /**
   * The number of the latest change, 0 when there was none. Each is greater than the one before,
   * and at least the clock's microseconds since 1970.
   */
  long lastChange();

  /** The number of the latest change when this store was opened, 0 when there was none. */
  long openedAt();

  /** Gives no number up to this one to any later change. */
  void skipTo(long number);

  /**
   * Opens a feed of the changes after a number for a neighbour. What that neighbour itself sends
   * while the feed is open is left out of it; what it sent before is not, since it may have lost
   * it.
   */
  ChangeFeed feed(long after, String receiver);

  /** Opens a feed of where all clients are, and then of where they go. */
  PositionFeed positions();

  /**
   * Which records changed after this number; of more than {@code limit}, the latest so many. At the
   * cost of as many steps.
   */
  Backlog backlog(long number, int limit);

  /** How many records changed after this number; at most {@code limit}, and at the cost of it. */
  default int countAfter(long number, int limit) {
    return backlog(number, limit).changes();
  }

  /** Calls back after every change, on the thread that made it: must return at once. */
  void onChange(Runnable listener);
}
