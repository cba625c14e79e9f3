package dev.proxyherd.location;

/** A record could not be made to last, and so was not taken. */
public final class StoreUnavailableException extends RuntimeException {
  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same failure, for another thread that ran into it. */
  StoreUnavailableException(StoreUnavailableException failure) {
    super(failure.getMessage(), failure);
  }
}
