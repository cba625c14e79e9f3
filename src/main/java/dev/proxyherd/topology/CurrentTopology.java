package dev.proxyherd.topology;

/** The topology that holds now: that of the start, until a reload replaces it. */
public final class CurrentTopology {
  private volatile Topology topology;

  CurrentTopology(Topology topology) {
    this.topology = topology;
  }

  public Topology get() {
    return topology;
  }

  /** From now on, this one holds. */
  public void replace(Topology next) {
    topology = next;
  }
}
