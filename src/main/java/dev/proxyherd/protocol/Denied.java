package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;

/**
 * A command that whoever sent it may not give.
 *
 * @param command the update or question
 * @param authenticated whether it is known who sent it
 */
public record Denied(Restricted command, boolean authenticated) implements Command {
  @Override
  public ByteString line() {
    return command.line();
  }
}
