package dev.proxyherd.peer;

import dev.proxyherd.location.LocationStore;

/**
 * From where on a neighbour is to be sent changes, when its link begins: where it asks for, or
 * before that, if what it remembers is not to be relied on.
 */
final class Resumption {
  private final LocationStore store;

  /**
   * From here on what the neighbour sent was left out, on its word: the store's last change when a
   * connection began, the first since the neighbour last named its epoch.
   */
  private long trustedAfter;

  private boolean epochNamed = true;

  /** From which change on everything is sent again, whatever the neighbour remembers. */
  private long resendAfter = Long.MAX_VALUE;

  /** The connection that there is began before it was known what has to be sent again. */
  private boolean outdated;

  private boolean met;

  Resumption(LocationStore store) {
    this.store = store;
  }

  /**
   * A connection begins.
   *
   * @param since what the neighbour has taken of this store's changes, by its own word
   * @return the change number after which to send
   */
  synchronized long begin(long since) {
    outdated = false;
    if (epochNamed) {
      trustedAfter = store.lastChange();
      epochNamed = false;
    }
    return Math.min(orWhenOpened(since), resendAfter);
  }

  /**
   * The neighbour may know numbers that this store has forgotten: it was put back from a backup, or
   * lost its end in a power failure. No change may have such a number again, and what has changed
   * since the store was opened may have one already.
   */
  private long orWhenOpened(long since) {
    var forgotten = !met && since > store.openedAt();
    met = true;
    if (!forgotten) {
      return since;
    }
    store.skipTo(since);
    return store.openedAt();
  }

  /** The neighbour has the store that it had: what it sent, it has. */
  synchronized void confirmEpoch() {
    epochNamed = true;
  }

  /**
   * The neighbour turns out to have another store than before. What it had sent was left out on
   * this link, on the word of a store that is gone: it is to be sent again, on a new connection.
   */
  synchronized void resend() {
    epochNamed = true;
    resendAfter = Math.min(resendAfter, trustedAfter);
    outdated = true;
  }

  /** The neighbour has taken everything up to this number on the connection that there is. */
  synchronized void confirm(long acknowledged) {
    if (!outdated && acknowledged >= trustedAfter) {
      resendAfter = Long.MAX_VALUE;
    }
  }
}
