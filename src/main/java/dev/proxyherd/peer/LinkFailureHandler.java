package dev.proxyherd.peer;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.tcp.LineMessage;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;

/**
 * Ends a link whose update could not be recorded, before anything behind it is acknowledged, so
 * that it will be sent again.
 */
final class LinkFailureHandler extends AbstractMessageHandler {
  @Override
  protected void handleMessageInternal(Message<?> message) {
    var failure = (Throwable) message.getPayload();
    var connection = LineMessage.connection(message);
    if (!connection.isEnding() && connection.session() instanceof LinkSession session) {
      var ending = "Ending the link from " + connection.peer();
      if (failure instanceof StoreUnavailableException) {
        logger.warn(ending + ": " + failure.getMessage());
      } else {
        logger.warn(failure, ending);
      }
      session.refuse("cannot take updates for now");
    }
  }
}
