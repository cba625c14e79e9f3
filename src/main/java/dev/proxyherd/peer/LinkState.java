package dev.proxyherd.peer;

/** How one direction of an edge is doing. */
public enum LinkState {
  /** Updates flow. */
  UP,
  /** Dialled for the first time since the start. */
  CONNECTING,
  /** Not connected; will be dialled again. */
  DOWN,
  /** The last handshake was refused, by either side; will be tried again, at the longest pause. */
  REFUSED,
  /** Another replica of this member holds it: how it is doing is for that one to say. */
  ELSEWHERE
}
