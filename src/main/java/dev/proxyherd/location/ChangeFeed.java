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
  default List<Change> next(int max) {
    return next(max, Long.MAX_VALUE);
  }

  /**
   * As {@link #next(int)}, but what a neighbour has sent waits, and all behind it, while its number
   * is greater than {@code settled}: the reader may have it from somebody else in a moment.
   */
  List<Change> next(int max, long settled);

  /** All changes up to this number have been returned, or left out because the reader has them. */
  long position();

  /**
   * Whether there is something to be read, as far as is known.
   *
   * @param lastChange the number of the store's last change
   */
  default boolean isBehind(long lastChange) {
    return lastChange > position();
  }

  /** Forgets the reader's place. */
  @Override
  void close();
}
