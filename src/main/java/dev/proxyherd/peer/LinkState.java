package dev.proxyherd.peer;

/** How one direction of an edge is doing. */
public enum LinkState {
  /** Updates flow. */
  UP,
  /** Dialling, or shaking hands. */
  CONNECTING,
  /** Not connected; will be dialled again. */
  DOWN,
  /** The last handshake was refused, by either side; will be tried again, at the longest pause. */
  REFUSED
}
