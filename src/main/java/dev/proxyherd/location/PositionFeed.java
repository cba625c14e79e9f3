package dev.proxyherd.location;

import java.util.Optional;

/**
 * A reader's place in a store's changes, as {@link ChangeFeed} is one, for who wants to know no
 * more of clients than where they are. Conflated in the same way; begins before all records.
 *
 * <p>Clients have numbers in it instead of names: 64 bits of a hash whose key nobody knows. That
 * two names have the same is possible as it is possible to guess the key; then the two count as
 * one.
 *
 * <p>It does not tell of records that are dropped because their time is up: {@link #find} does not
 * find them any more.
 */
public interface PositionFeed extends AutoCloseable {
  /**
   * Reads the next changes, in place of what has been read before. Never blocks.
   *
   * @return false when there are no more: at this moment, all that the store holds has been told
   */
  boolean next(Positions positions);

  /** The record of a client as it is now; empty when it is forgotten, or held no more. */
  Optional<ClientLocation> find(long id);

  /** The number of the last change that has been read, 0 before the first. */
  long position();

  /** Forgets the reader's place. */
  @Override
  void close();
}
