package dev.proxyherd.site;

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
    return engine.ask(engine.call(function, new byte[][] {key(link)}, arguments));
  }

  private byte[] key(LinkId link) {
    return switch (link.direction()) {
      case OUTGOING -> keys.outgoing(link.neighbour());
      case INCOMING -> keys.incoming(link.neighbour());
    };
  }
}
