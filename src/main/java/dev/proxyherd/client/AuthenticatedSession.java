package dev.proxyherd.client;

import dev.proxyherd.access.ClientThrottle;
import dev.proxyherd.access.Principal;
import dev.proxyherd.access.Principals;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.AuthLines;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.Restricted;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.protocol.WhosAt;
import dev.proxyherd.tcp.LineSession;
import dev.proxyherd.tcp.Throttle;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's lines where clients have to say who they are: nothing is done or told for somebody
 * unknown, and each may move only its own clients.
 */
final class AuthenticatedSession implements LineSession {
  private static final ByteString NO_TOKEN = ByteString.of("");

  private final ClientSession commands;
  private final Supplier<Optional<String>> certificateName;
  private final Principals principals;
  private final @Nullable ClientThrottle throttle;
  private @Nullable Principal principal;
  private boolean hasLookedAtCertificate;
  private int failures;

  /**
   * Begins a conversation with somebody unknown.
   *
   * @param certificateName the name that a certificate has proved, when the first line has come
   */
  AuthenticatedSession(
      ClientSession commands,
      Supplier<Optional<String>> certificateName,
      Principals principals,
      @Nullable ClientThrottle throttle) {
    this.commands = commands;
    this.certificateName = certificateName;
    this.principals = principals;
    this.throttle = throttle;
  }

  @Override
  public Command line(ByteString line) {
    if (!hasLookedAtCertificate) {
      hasLookedAtCertificate = true; // now that a line has come, it is there if there is one
      certificateName.get().flatMap(principals::named).ifPresent(this::isSentBy);
    }
    return AuthLines.isAuth(line)
        ? authenticate(AuthLines.token(line))
        : permitted(commands.line(line));
  }

  /** A right token counts from now on; a wrong one takes nothing away. */
  private Command authenticate(ByteString token) {
    var known = token.isEmpty() ? Optional.<Principal>empty() : principals.withToken(token);
    known.ifPresentOrElse(this::isSentBy, () -> failures++);
    return new Auth(known.map(Principal::name));
  }

  private void isSentBy(Principal known) {
    principal = known;
    if (throttle != null) {
      throttle.sentBy(known);
    }
  }

  private Command permitted(Command command) {
    return switch (command) {
      case IamAt iamAt -> unless(principal == null || !principal.mayMove(iamAt.client()), iamAt);
      case WhatsAt whatsAt ->
          unless(principal == null || !principal.mayAskFor(whatsAt.client()), whatsAt);
      case WhosAt whosAt -> unless(principal == null || !principal.mayAskForAll(), whosAt);
      case At _, Invalid _, Auth _, Denied _ -> command;
    };
  }

  private Command unless(boolean denied, Restricted command) {
    return denied ? new Denied(command, principal != null) : command;
  }

  @Override
  public Command tooLong(ByteString head) {
    return AuthLines.isAuth(head) ? authenticate(NO_TOKEN) : commands.tooLong(head);
  }

  @Override
  public Handling handling(Object payload) {
    var isLast =
        payload instanceof Auth auth
            && auth.principal().isEmpty()
            && failures >= principals.maxFailures();
    return isLast ? Handling.LAST : commands.handling(payload);
  }

  @Override
  public @Nullable Throttle throttle() {
    return commands.throttle();
  }

  @Override
  public void closed() {
    commands.closed();
  }
}
