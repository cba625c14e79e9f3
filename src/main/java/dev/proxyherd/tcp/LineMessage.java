package dev.proxyherd.tcp;

import java.util.Map;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * A message whose headers are its connection's, shared by all messages of that connection: no copy,
 * no id, no timestamp, which would cost more than the command itself.
 *
 * @param payload what the line means, or the bytes to send
 */
public record LineMessage(Object payload, MessageHeaders headers) implements Message<Object> {
  @Override
  public Object getPayload() {
    return payload;
  }

  @Override
  public MessageHeaders getHeaders() {
    return headers;
  }

  /** A message to the same connection. */
  public static LineMessage reply(Message<?> request, byte[] lines) {
    return new LineMessage(lines, request.getHeaders());
  }

  static final class Headers extends MessageHeaders {
    private static final String CONNECTION = "herd_connection";

    Headers(LineConnection connection) {
      super(
          Map.of(IpHeaders.CONNECTION_ID, connection.getConnectionId(), CONNECTION, connection),
          ID_VALUE_NONE,
          -1L);
    }
  }

  /**
   * The connection that a message came in on.
   *
   * @throws IllegalArgumentException for a message that came in another way
   */
  public static LineConnection connection(Message<?> message) {
    if (message.getHeaders().get(Headers.CONNECTION) instanceof LineConnection connection) {
      return connection;
    }
    throw new IllegalArgumentException("not from a line connection: " + message);
  }
}
