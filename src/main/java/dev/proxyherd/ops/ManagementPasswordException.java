package dev.proxyherd.ops;

/** A password that the member does not start with. */
final class ManagementPasswordException extends RuntimeException {
  /** Says what is wrong, and nothing of the password. */
  ManagementPasswordException(String problem) {
    super(problem);
  }
}
