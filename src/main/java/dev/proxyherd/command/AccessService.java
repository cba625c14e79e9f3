package dev.proxyherd.command;

import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.LineWriter;
import dev.proxyherd.protocol.WhatsAt;

/** Answers clients that say who they are, and those that may not do what they ask for. */
final class AccessService {
  private final CommandCounts counts;

  AccessService(CommandCounts counts) {
    this.counts = counts;
  }

  /** {@code AUTH OK <principal>}, or {@code ? AUTH}: never the token. */
  byte[] handle(Auth command) {
    var principal = command.principal();
    if (principal.isEmpty()) {
      counts.count(CommandOutcome.AUTH_REFUSED);
      return LineWriter.refusal(command.line());
    }
    counts.count(CommandOutcome.AUTH_ACCEPTED);
    return LineWriter.of("AUTH", "OK", principal.get());
  }

  /** A copy of the line, as any command that is refused is answered. */
  byte[] handle(Denied denied) {
    counts.count(outcome(denied));
    return LineWriter.refusal(denied.line());
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
    };
  }
}
