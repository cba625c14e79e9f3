package dev.proxyherd.client;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.ClientCommands;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineSession;
import java.time.Duration;

/** A client's lines are commands. */
final class ClientSession implements LineSession {
  private static final ByteString CUT = ByteString.of("...");

  private final LineConnection connection;
  private final Duration patience;

  ClientSession(LineConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  @Override
  public Command line(ByteString line) {
    var command = ClientCommands.parse(line);
    if (command instanceof WhatsAt whatsAt) {
      // It will wait for the places source; the replies that are due already need not.
      connection.flush();
      return connection.hasNextLine() ? whatsAt : whatsAt.with(patience);
    }
    return command;
  }

  @Override
  public Command tooLong(ByteString head) {
    var shown = new byte[head.length() + CUT.length()];
    CUT.copyTo(shown, head.copyTo(shown, 0));
    return new Invalid(ByteString.wrap(shown));
  }
}
