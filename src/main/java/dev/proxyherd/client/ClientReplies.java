package dev.proxyherd.client;

import dev.proxyherd.tcp.LineMessage;
import org.springframework.integration.ip.tcp.outbound.TcpSendingMessageHandler;
import org.springframework.messaging.Message;

/**
 * Sends each reply to the connection that its command came in on.
 *
 * <p>A reply to a connection that has broken meanwhile is nobody's: it is dropped. The stock
 * handler looks connections up by id, and throws for one that is gone; a client that resets in
 * mid-pipeline would have it write a stack trace each time.
 */
final class ClientReplies extends TcpSendingMessageHandler {
  @Override
  public void handleMessageInternal(Message<?> message) {
    LineMessage.connection(message).send(message);
  }
}
