package dev.proxyherd.command;

import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.protocol.WhosAt;

/** Answers clients that say who they are, and those that may not do what they ask for. */
final class AccessService {
  /** {@code AUTH OK <principal>}, or {@code ? AUTH}: never the token. */
  Answer handle(Auth command) {
    return command
        .principal()
        .map(name -> new Answer(CommandOutcome.AUTH_ACCEPTED, LineWriter.of("AUTH", "OK", name)))
        .orElseGet(
            () -> new Answer(CommandOutcome.AUTH_REFUSED, LineWriter.refusal(command.line())));
  }

  /** A copy of the line, as any command that is refused is answered. */
  Answer handle(Denied denied) {
    return new Answer(outcome(denied), LineWriter.refusal(denied.line()));
  }

  private static CommandOutcome outcome(Denied denied) {
    return switch (denied.command()) {
      case IamAt _ ->
          denied.authenticated()
              ? CommandOutcome.IAMAT_FORBIDDEN
              : CommandOutcome.IAMAT_UNAUTHENTICATED;
      case WhatsAt _ ->
          denied.authenticated()
              ? CommandOutcome.WHATSAT_FORBIDDEN
              : CommandOutcome.WHATSAT_UNAUTHENTICATED;
      case WhosAt _ ->
          denied.authenticated()
              ? CommandOutcome.WHOSAT_FORBIDDEN
              : CommandOutcome.WHOSAT_UNAUTHENTICATED;
    };
  }
}
