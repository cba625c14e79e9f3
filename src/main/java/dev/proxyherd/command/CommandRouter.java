package dev.proxyherd.command;

import dev.proxyherd.protocol.At;
import dev.proxyherd.protocol.Auth;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.Denied;
import dev.proxyherd.protocol.IamAt;
import dev.proxyherd.protocol.Invalid;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.protocol.WhosAt;
import java.util.Collection;
import java.util.List;
import org.springframework.integration.router.AbstractMessageRouter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/** Sends each command to the channel of its kind. */
final class CommandRouter extends AbstractMessageRouter {
  private final List<MessageChannel> iamAt;
  private final List<MessageChannel> whatsAt;
  private final List<MessageChannel> whosAt;
  private final List<MessageChannel> at;
  private final List<MessageChannel> invalid;
  private final List<MessageChannel> auth;
  private final List<MessageChannel> denied;

  CommandRouter(
      MessageChannel iamAt,
      MessageChannel whatsAt,
      MessageChannel whosAt,
      MessageChannel at,
      MessageChannel invalid,
      MessageChannel auth,
      MessageChannel denied) {
    this.iamAt = List.of(iamAt);
    this.whatsAt = List.of(whatsAt);
    this.whosAt = List.of(whosAt);
    this.at = List.of(at);
    this.invalid = List.of(invalid);
    this.auth = List.of(auth);
    this.denied = List.of(denied);
  }

  @Override
  protected Collection<MessageChannel> determineTargetChannels(Message<?> message) {
    return switch ((Command) message.getPayload()) {
      case IamAt _ -> iamAt;
      case WhatsAt _ -> whatsAt;
      case WhosAt _ -> whosAt;
      case At _ -> at;
      case Invalid _ -> invalid;
      case Auth _ -> auth;
      case Denied _ -> denied;
    };
  }
}
