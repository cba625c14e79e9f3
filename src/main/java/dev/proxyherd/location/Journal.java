package dev.proxyherd.location;

import java.util.List;
import java.util.Optional;

/**
 * Makes a store's changes last: the port to whatever disk there is.
 *
 * <p>Called by one thread at a time, always before the change can be seen by anybody.
 */
public interface Journal extends AutoCloseable {
  /**
   * Records changes together with how far neighbours' feeds have been taken: all of it, or nothing.
   *
   * @param changes in the order of their numbers
   * @param receipts the latest of each sender
   * @throws StoreUnavailableException when it could not be recorded
   */
  void write(List<Change> changes, List<Receipt> receipts);

  /** Ends the journal; what was written is kept. */
  @Override
  void close();

  /** What a journal holds when it is opened. */
  interface Reader {
    void change(Change change);

    void receipt(Receipt receipt);
  }

  /** Hands all that is held to the reader: each client once, in any order. */
  void replay(Reader reader);

  /** Why nothing can be written now; empty when the last write went well. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** Names the store: random, made when it was empty. */
  String epoch();
}
