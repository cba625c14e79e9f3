package dev.proxyherd.cli;

import picocli.CommandLine.ExitCode;

/** A command cannot be done. Its message is all that the user gets to see. */
final class HerdFailure extends RuntimeException {
  private final int exitCode;

  /** Something went wrong. */
  HerdFailure(String message) {
    this(ExitCode.SOFTWARE, message);
  }

  private HerdFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command was not asked for in a way that could be done. */
  static HerdFailure usage(String message) {
    return new HerdFailure(ExitCode.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
