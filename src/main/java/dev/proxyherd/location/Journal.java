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
   * What is recorded as one: all of it, or nothing.
   *
   * @param removed clients of whom nothing is to be held any more; the changes, which come after
   *     that, may bring some of them back
   * @param changes in the order of their numbers
   * @param receipts the latest of each sender
   * @param lastNumber the highest change number that was ever given out. It needs to be kept where
   *     something is removed, and it is what the records themselves say elsewhere
   */
  record Entry(
      List<ByteString> removed, List<Change> changes, List<Receipt> receipts, long lastNumber) {}

  /**
   * Records an entry, which is not empty.
   *
   * @throws StoreUnavailableException when it could not be recorded
   */
  void write(Entry entry);

  /** Ends the journal; what was written is kept. */
  @Override
  void close();

  /** What a journal holds when it is opened. */
  interface Reader {
    void change(Change change);

    void receipt(Receipt receipt);

    /** No number up to this one may be given out again. */
    void lastNumber(long number);
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
