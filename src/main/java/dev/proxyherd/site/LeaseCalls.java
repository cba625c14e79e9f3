package dev.proxyherd.site;

import dev.proxyherd.peer.LinkId;
import dev.proxyherd.site.Functions.Claim;

/**
 * What the engine is asked about leases. Each call waits for the reply, and throws a {@link
 * dev.proxyherd.location.StoreUnavailableException} when there is none.
 */
interface LeaseCalls {
  /** Asks for a lease, or for more time of one that this replica holds, or who holds it. */
  Replies.Lease lease(LinkId link, String replica, Claim claim);

  /** Gives a lease back. One that has gone to another by now stays there. */
  void release(LinkId link, String replica, long token);
}
