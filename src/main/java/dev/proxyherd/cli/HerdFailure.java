package dev.proxyherd.cli;

import picocli.CommandLine.ExitCode;

/** A command cannot be done. Its message is all that the user gets to see. */
class HerdFailure extends RuntimeException {
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

  static HerdFailure notRunning(Member member) {
    return new HerdFailure(
        "%s is not running; ./herd start %s starts it".formatted(member.name(), member.name()));
  }

  /** A member does not answer: it is away, for a moment or for good. */
  static final class NoAnswer extends HerdFailure {
    NoAnswer(String message) {
      super(message);
    }
  }

  int exitCode() {
    return exitCode;
  }

  /** In words. */
  String message() {
    return String.valueOf(getMessage());
  }
}
