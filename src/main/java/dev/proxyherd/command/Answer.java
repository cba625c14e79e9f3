package dev.proxyherd.command;

/** What a command is answered, and what became of it. */
final class Answer {
  private final CommandOutcome outcome;
  private final byte[] lines;

  /**
   * One answer.
   *
   * @param lines whole lines, which nobody changes any more
   */
  Answer(CommandOutcome outcome, byte[] lines) {
    this.outcome = outcome;
    this.lines = lines;
  }

  CommandOutcome outcome() {
    return outcome;
  }

  byte[] lines() {
    return lines;
  }
}
