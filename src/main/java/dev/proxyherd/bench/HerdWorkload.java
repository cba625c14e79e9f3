package dev.proxyherd.bench;

/** The client protocol: IAMAT, and a share of WHATSAT for the clients of the same connection. */
final class HerdWorkload implements Workload {
  private final int whatsAtPercent;
  private final Refusals refusals;

  HerdWorkload(int whatsAtPercent, Refusals refusals) {
    this.whatsAtPercent = whatsAtPercent;
    this.refusals = refusals;
  }

  @Override
  public Dialogue open(Target target, ClientRange clients, int inFlight) {
    return new HerdDialogue(target, clients, inFlight, whatsAtPercent, refusals);
  }
}
