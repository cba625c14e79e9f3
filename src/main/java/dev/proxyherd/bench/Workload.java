package dev.proxyherd.bench;

/** What is said to servers. */
interface Workload {
  /**
   * Opens the dialogue of one connection.
   *
   * @param inFlight how many slots it has
   */
  Dialogue open(Target target, ClientRange clients, int inFlight);
}
