package dev.proxyherd.peer;

import dev.proxyherd.protocol.At;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.ErrorMessage;

/** Sends a link's updates the way of all commands, and its other lines to their session. */
final class LinkLineHandler extends AbstractMessageHandler {
  private final MessageChannel commands;
  private final MessageChannel failures;

  LinkLineHandler(MessageChannel commands, MessageChannel failures) {
    this.commands = commands;
    this.failures = failures;
  }

  /** A failure ends the link before anything behind it is taken, so that it will be sent again. */
  @Override
  protected void handleMessageInternal(Message<?> message) {
    try {
      switch (message.getPayload()) {
        case At _ -> commands.send(message);
        case LinkLine(var session, var line) -> session.handle(line);
        default -> throw new IllegalArgumentException("not a link's: " + message);
      }
    } catch (RuntimeException e) {
      failures.send(new ErrorMessage(e, message.getHeaders()));
    }
  }
}
