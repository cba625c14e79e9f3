package dev.proxyherd.site;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.peer.LinkId;
import dev.proxyherd.site.Functions.Claim;
import java.util.List;

/** Leases in the engine. */
final class EngineLeases implements LeaseCalls {
  private final Engine engine;
  private final Keys keys;
  private final long millis;

  /**
   * @param millis how long a lease lasts without renewal
   */
  EngineLeases(Engine engine, Keys keys, long millis) {
    this.engine = engine;
    this.keys = keys;
    this.millis = millis;
  }

  @Override
  public Replies.Lease lease(LinkId link, String replica, Claim claim) {
    return Replies.lease(call(Functions.LEASE, link, Functions.lease(replica, millis, claim)));
  }

  @Override
  public void release(LinkId link, String replica, long token) {
    var _ = call(Functions.RELEASE, link, Functions.release(replica, token));
  }

  private List<Object> call(String function, LinkId link, byte[][] arguments) {
    try {
      return engine.await(engine.call(function, new byte[][] {key(link)}, arguments));
    } catch (RuntimeException e) {
      throw new StoreUnavailableException("the engine does not answer: " + Engine.explain(e), e);
    }
  }

  private byte[] key(LinkId link) {
    return switch (link.direction()) {
      case OUTGOING -> keys.outgoing(link.neighbour());
      case INCOMING -> keys.incoming(link.neighbour());
    };
  }
}
