package dev.proxyherd.ops;

import dev.proxyherd.tcp.LineConnection;
import java.util.Locale;

/** Whose connections these are. */
enum Port {
  /** Clients', on the client port. */
  CLIENT,
  /** Links: those that were dialled from here, and those that came in on the peer port. */
  PEER;

  /** The bean that makes the client port's connections. */
  static final String CLIENT_FACTORY = "clientServer";

  static Port of(LineConnection connection) {
    return CLIENT_FACTORY.equals(connection.getConnectionFactoryName()) ? CLIENT : PEER;
  }

  /** As a label's value. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
