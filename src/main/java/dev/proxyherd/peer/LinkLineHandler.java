package dev.proxyherd.peer;

import dev.proxyherd.protocol.At;
import dev.proxyherd.tcp.LineMessage;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/** Sends a link's updates the way of all commands, and its other lines to their session. */
final class LinkLineHandler extends AbstractMessageHandler {
  private final MessageChannel commands;

  LinkLineHandler(MessageChannel commands) {
    this.commands = commands;
  }

  @Override
  protected void handleMessageInternal(Message<?> message) {
    switch (message.getPayload()) {
      case At _ -> take(message);
      case LinkLine(var session, var line) -> session.handle(line);
      default -> throw new IllegalArgumentException("not a link's: " + message);
    }
  }

  /** A failure ends the link before anything behind it is taken, so that it will be sent again. */
  private void take(Message<?> message) {
    try {
      commands.send(message);
    } catch (RuntimeException e) {
      logger.error(e, () -> "Cannot take " + message.getPayload());
      if (LineMessage.connection(message).session() instanceof LinkSession session) {
        session.refuse("cannot store updates for now");
      }
    }
  }
}
