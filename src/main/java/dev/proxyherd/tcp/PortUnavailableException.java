package dev.proxyherd.tcp;

/** A port cannot be listened on; ends the start. */
public final class PortUnavailableException extends RuntimeException {
  private final String property;

  PortUnavailableException(String property, String address, int port, Throwable cause) {
    super("cannot listen on %s:%d: %s".formatted(address, port, Reason.of(cause)), cause);
    this.property = property;
  }

  /** The configuration key that names the port. */
  public String property() {
    return property;
  }
}
