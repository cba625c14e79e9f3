package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;

/** Watches connections and their lines. Called on the command path: must return at once. */
public interface LineObserver {
  default void opened(LineConnection connection) {}

  default void received(LineConnection connection, ByteString line) {}

  /** One or more whole lines, each with its LF; the observer must not change them. */
  default void sent(LineConnection connection, byte[] lines) {}

  /** Once a connection. */
  default void closed(LineConnection connection, CloseReason reason) {}
}
