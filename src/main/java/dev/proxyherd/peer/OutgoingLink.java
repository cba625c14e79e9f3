package dev.proxyherd.peer;

/** The link that this member dials, as its neighbour's state acts on it. */
interface OutgoingLink {
  /** The neighbour is known to be there: the next dial need not wait. */
  void dialNow();

  /** Ends the connection that there is, if there is one; the next begins where it should. */
  void startAgain();
}
