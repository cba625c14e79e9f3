package dev.proxyherd.location;

import java.nio.file.Path;
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
   * @param tally what all records come to with it: what a reader of the journal is to find
   */
  record Entry(
      List<ByteString> removed,
      List<Change> changes,
      List<Receipt> receipts,
      long lastNumber,
      Tally tally) {}

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

  /**
   * Hands all that is held to the reader: each client once, in any order. Called once, before
   * anything is written.
   */
  void replay(Reader reader);

  /** What the store holds now. */
  interface Holder {
    Optional<Change> held(ByteString client);

    Optional<Receipt> lastReceipt(String sender);
  }

  /**
   * Says whom to ask after a write that has failed: it may have left its entry in the journal all
   * the same, which is then to be written over with what the store holds.
   */
  default void setHolder(Holder holder) {}

  /** Why nothing can be written now; empty when the last write went well. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** Puts on the disk, where there is one, what the system holds of it. Writers need not wait. */
  default void sync() {}

  /** Tries to end the trouble, if there is any. */
  default void recover() {}

  /** What the journal may have lost since it was written; empty when that is nothing. */
  default Optional<String> loss() {
    return Optional.empty();
  }

  /**
   * The member's own folder, for those who have something to keep beside the records; empty where
   * nothing is kept. It is there, and no other process has it.
   */
  default Optional<Path> folder() {
    return Optional.empty();
  }

  /** Names the store: random, made when it was empty. */
  String epoch();
}
