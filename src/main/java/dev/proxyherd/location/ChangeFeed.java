package dev.proxyherd.location;

import java.util.List;

/**
 * A reader's place in a store's changes: every record whose latest change is greater than that
 * place, in the order of the change numbers, once a client.
 *
 * <p>Conflated by construction: a client that changed ten times since is returned once, with its
 * newest record, and a slow reader costs nothing that grows. For one reader thread.
 */
public interface ChangeFeed extends AutoCloseable {
  /**
   * The next changes, oldest first; empty when there are none now, or when all of a long run of
   * them is left out: the position tells. Never blocks.
   */
  List<Change> next(int max);

  /** All changes up to this number have been returned, or left out because the reader has them. */
  long position();

  /** Forgets the reader's place. */
  @Override
  void close();
}
