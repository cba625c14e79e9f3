package dev.proxyherd.command;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.LineWriter;

/** Gives back what is no command. */
public final class InvalidService {
  /**
   * What a member says to its own client port, to see whether it answers. No command, and answered
   * like any other that is none; counted apart.
   */
  public static final ByteString HEALTH_CHECK = ByteString.of("health-check");

  InvalidService() {}

  Answer handle(Invalid command) {
    var outcome =
        HEALTH_CHECK.equals(command.line()) ? CommandOutcome.HEALTH_CHECK : CommandOutcome.INVALID;
    return new Answer(outcome, LineWriter.refusal(command.line()));
  }
}
