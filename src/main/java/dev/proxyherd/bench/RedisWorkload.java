package dev.proxyherd.bench;

/** What an IAMAT is to Redis: GEOADD of the same clients, to one key. */
final class RedisWorkload implements Workload {
  private final Refusals refusals;

  RedisWorkload(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public Dialogue open(Target target, ClientRange clients, int inFlight) {
    return new RedisDialogue(clients, refusals);
  }
}
