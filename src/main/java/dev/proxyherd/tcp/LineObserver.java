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
  static LineObserver all(List<LineObserver> all) {
    // An array and no lambdas: this is called twice a command.
    var observers = all.toArray(LineObserver[]::new);
    return new LineObserver() {
      @Override
      public void opened(LineConnection connection) {
        for (var observer : observers) {
          observer.opened(connection);
        }
      }

      @Override
      public void received(LineConnection connection, ByteString line) {
        for (var observer : observers) {
          observer.received(connection, line);
        }
      }

      @Override
      public void sent(LineConnection connection, byte[] lines) {
        for (var observer : observers) {
          observer.sent(connection, lines);
        }
      }

      @Override
      public void closed(LineConnection connection, CloseReason reason) {
        for (var observer : observers) {
          observer.closed(connection, reason);
        }
      }
    };
  }
}
