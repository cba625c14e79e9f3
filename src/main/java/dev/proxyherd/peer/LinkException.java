package dev.proxyherd.peer;

/** A link ended, or did not come up. */
final class LinkException extends Exception {
  private final String reason;
  private final boolean refused;

  private LinkException(String reason, boolean refused) {
    super(reason, null, false, false);
    this.reason = reason;
    this.refused = refused;
  }

  /** It may work the next time. */
  static LinkException broken(String reason) {
    return new LinkException(reason, false);
  }

  /** It will not work before somebody changes something. */
  static LinkException refused(String reason) {
    return new LinkException(reason, true);
  }

  /** For people. */
  String reason() {
    return reason;
  }

  boolean isRefused() {
    return refused;
  }
}
