package dev.proxyherd.bench;

/** A run cannot be done, or has shown a fault. The message is all that the user gets to see. */
public final class BenchFailure extends RuntimeException {
  BenchFailure(String message) {
    super(message);
  }
}
