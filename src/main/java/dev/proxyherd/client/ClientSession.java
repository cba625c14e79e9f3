package dev.proxyherd.client;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.ClientCommands;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineSession;
import java.time.Duration;
import java.util.function.Predicate;

/** A client's lines are commands. */
final class ClientSession implements LineSession {
  private static final ByteString CUT = ByteString.of("...");

  private final LineConnection connection;
  private final Duration patience;
  private final Predicate<WhatsAt> mayWait;

  /**
   * Begins a conversation.
   *
   * @param patience with a WHATSAT for a client that this member has not heard of
   * @param mayWait whether to answer one may take a while
   */
  ClientSession(LineConnection connection, Duration patience, Predicate<WhatsAt> mayWait) {
    this.connection = connection;
    this.patience = patience;
    this.mayWait = mayWait;
  }

  @Override
  public Command line(ByteString line) {
    var command = ClientCommands.parse(line);
    return command instanceof WhatsAt whatsAt && !connection.hasNextLine()
        ? whatsAt.with(patience)
        : command;
  }

  @Override
  public Handling handling(Object payload) {
    return switch ((Command) payload) {
      case IamAt _ -> Handling.GATHERED;
      case WhatsAt whatsAt -> mayWait.test(whatsAt) ? Handling.WAITING : Handling.AT_ONCE;
      case At _, Invalid _ -> Handling.AT_ONCE;
    };
  }

  @Override
  public Command tooLong(ByteString head) {
    var shown = new byte[head.length() + CUT.length()];
    CUT.copyTo(shown, head.copyTo(shown, 0));
    return new Invalid(ByteString.wrap(shown));
  }
}
