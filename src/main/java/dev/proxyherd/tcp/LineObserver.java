package dev.proxyherd.tcp;

import dev.proxyherd.location.ByteString;
import java.util.List;

/** Watches connections and their lines. Called on the command path: must return at once. */
public interface LineObserver {
  default void opened(LineConnection connection) {}

  default void received(LineConnection connection, ByteString line) {}

  /** One or more whole lines, each with its LF; the observer must not change them. */
  default void sent(LineConnection connection, byte[] lines) {}

  /** Once a connection. */
  default void closed(LineConnection connection, CloseReason reason) {}

  /** One observer that tells all of these. */
  static LineObserver all(List<LineObserver> observers) {
    return new LineObserver() {
      @Override
      public void opened(LineConnection connection) {
        observers.forEach(observer -> observer.opened(connection));
      }

      @Override
      public void received(LineConnection connection, ByteString line) {
        observers.forEach(observer -> observer.received(connection, line));
      }

      @Override
      public void sent(LineConnection connection, byte[] lines) {
        observers.forEach(observer -> observer.sent(connection, lines));
      }

      @Override
      public void closed(LineConnection connection, CloseReason reason) {
        observers.forEach(observer -> observer.closed(connection, reason));
      }
    };
  }
}
