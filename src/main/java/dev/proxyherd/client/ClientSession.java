package dev.proxyherd.client;

import dev.proxyherd.access.ClientThrottle;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.ClientCommands;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.protocol.WhosAt;
import dev.proxyherd.tcp.LineSession;
import dev.proxyherd.tcp.Throttle;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client's lines are commands. */
final class ClientSession implements LineSession {
  private static final ByteString CUT = ByteString.of("...");

  private final BooleanSupplier hasNextLine;
  private final Duration patience;
  private final Predicate<WhatsAt> mayWait;
  private final boolean whosAt;
  private final @Nullable ClientThrottle throttle;

  /**
   * Begins a conversation.
   *
   * @param hasNextLine whether a further line has arrived
   * @param patience with a question for a client that this member has not heard of
   * @param mayWait whether to answer a WHATSAT may take a while
   * @param whosAt whether WHOSAT is a command
   * @param throttle how fast commands may come; null for as fast as they do
   */
  ClientSession(
      BooleanSupplier hasNextLine,
      Duration patience,
      Predicate<WhatsAt> mayWait,
      boolean whosAt,
      @Nullable ClientThrottle throttle) {
    this.hasNextLine = hasNextLine;
    this.patience = patience;
    this.mayWait = mayWait;
    this.whosAt = whosAt;
    this.throttle = throttle;
  }

  @Override
  public Command line(ByteString line) {
    var command = ClientCommands.parse(line);
    return switch (command) {
      case WhatsAt whatsAt -> hasNextLine.getAsBoolean() ? command : whatsAt.with(patience);
      case WhosAt _ when !whosAt -> new Invalid(line);
      case WhosAt question -> hasNextLine.getAsBoolean() ? command : question.with(patience);
      case IamAt _, At _, Invalid _, Auth _, Denied _ -> command;
    };
  }

  @Override
  public Handling handling(Object payload) {
    return switch ((Command) payload) {
      case IamAt _ -> Handling.GATHERED;
      case WhatsAt whatsAt -> mayWait.test(whatsAt) ? Handling.WAITING : Handling.AT_ONCE;
      case WhosAt _ -> Handling.WAITING; // the index may have to be built, or be in use
      case At _, Invalid _, Auth _, Denied _ -> Handling.AT_ONCE;
    };
  }

  @Override
  public Command tooLong(ByteString head) {
    var shown = new byte[head.length() + CUT.length()];
    CUT.copyTo(shown, head.copyTo(shown, 0));
    return new Invalid(ByteString.wrap(shown));
  }

  @Override
  public @Nullable Throttle throttle() {
    return throttle;
  }

  @Override
  public void closed() {
    if (throttle != null) {
      throttle.close();
    }
  }
}
