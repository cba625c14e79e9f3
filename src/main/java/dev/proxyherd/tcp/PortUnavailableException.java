package dev.proxyherd.tcp;

import dev.proxyherd.settings.SettingException;

/** A port cannot be listened on; ends the start. */
public final class PortUnavailableException extends SettingException {
  /**
   * @param property the configuration key that names the port
   */
  public PortUnavailableException(String property, String address, int port, Throwable cause) {
    super(
        property,
        "cannot listen on %s:%d: %s".formatted(address, port, Reason.of(cause)),
        "Stop the program that listens there, or give this member another port by that property "
            + "(and tell its neighbours, if it is the peer port).",
        cause);
  }
}
