package dev.proxyherd.peer;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which of a member's replicas holds which of its links: one at a time. Two that believe for a
 * moment that they hold one do no harm, since a neighbour keeps the newer of two connections, and
 * what is noted of its feed is noted for the true holder only.
 */
public interface Leases {
  /** For a member that is one process: all its links are its own. */
  Leases OF_ONE_PROCESS = new LeasesOfOneProcess();

  /**
   * Asks to hold a link. Waits for the answer: never on an event loop.
   *
   * @param onLoss told why, once, when the lease is lost and not released; on any thread, and to
   *     return at once
   * @return the lease, also when this process has it already; empty when another replica holds it
   * @throws dev.proxyherd.location.StoreUnavailableException when there is no answer
   */
  Optional<Lease> claim(LinkId link, Consumer<String> onLoss);

  /** The same, and takes it away from another replica that holds it. */
  Lease take(LinkId link, Consumer<String> onLoss);

  /** How long to wait before a link is asked for again that another replica holds. */
  Duration pace();

  /** Who the neighbours are from now on: it will be known who holds their links. */
  void follow(Collection<String> neighbours);

  /** Which other replica holds a link, as was last heard; empty when none does. Never waits. */
  Optional<String> holder(LinkId link);

  /** The name of this replica; empty where a member is one process. */
  Optional<String> replica();

  /** Whether this process holds a link. */
  boolean isHeld(LinkId link);

  /** How many times this process has got hold of a link since its start. */
  long taken(LinkId link);

  /** How many times it has lost one: to another replica, or for want of an answer in time. */
  long lost(LinkId link);
}
