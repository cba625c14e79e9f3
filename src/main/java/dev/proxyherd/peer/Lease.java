package dev.proxyherd.peer;

/** A link that this process holds, until it lets go of it or loses it. */
public interface Lease {
  /** Whether it is held still. Once it is not, it never is again. */
  boolean isHeld();

  /**
   * Lets go of it, so that another replica has it at once. Never waits; the second time for
   * nothing.
   */
  void release();
}
