package dev.proxyherd.tcp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.ip.tcp.connection.TcpConnection;
import org.springframework.integration.ip.tcp.connection.TcpMessageMapper;
import org.springframework.messaging.Message;

/** Maps what a connection read to a message, and copies nothing. */
final class LineMapper extends TcpMessageMapper {
  @Override
  public Message<?> toMessage(TcpConnection connection, @Nullable Map<String, Object> headers) {
    var lines = (LineConnection) connection;
    return new LineMessage(lines.getPayload(), lines.headers());
  }
}
