package dev.proxyherd.command;

import dev.proxyherd.location.StoreUnavailableException;
import dev.proxyherd.protocol.Command;
import dev.proxyherd.protocol.LineWriter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;

/**
 * Hands a client's command to its service and the reply to the reply channel, with the request's
 * own headers: Spring Integration's activators would copy them.
 *
 * <p>Every command gets its reply, whatever happens: one missing would shift all later ones.
 */
final class CommandHandler<C extends Command> extends AbstractMessageHandler {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** What acts on a command, and gives its reply when it has one: now or later, on this thread. */
  interface Service<C> {
    void handle(C command, Consumer<Supplier<Answer>> reply);
  }

  /** A service that needs nothing but the command, and has its reply when it returns. */
  static <C> Service<C> atOnce(Function<C, Answer> service) {
    return (command, reply) -> reply.accept(() -> service.apply(command));
  }

  private final Class<C> type;
  private final Service<C> service;
  private final CommandOutcome failed;
  private final CommandCounts counts;
  private final CommandTimes times;
  private final MessageChannel replies;
  private final AtomicLong silentUntil = new AtomicLong(Long.MIN_VALUE);

  /**
   * One kind of command.
   *
   * @param failed what becomes of a command whose reply cannot be made
   */
  CommandHandler(
      Class<C> type,
      Service<C> service,
      CommandOutcome failed,
      CommandCounts counts,
      CommandTimes times,
      MessageChannel replies) {
    this.type = type;
    this.service = service;
    this.failed = failed;
    this.counts = counts;
    this.times = times;
    this.replies = replies;
  }

  @Override
  protected void handleMessageInternal(Message<?> message) {
    var command = type.cast(message.getPayload());
    var headers = message.getHeaders();
    var begun = times.begin();
    service.handle(command, reply -> send(answerOrRefusal(command, reply), begun, headers));
  }

  /** Counted first: who has the reply can rely on it. */
  private void send(Answer answer, long begun, MessageHeaders headers) {
    counts.count(answer.outcome());
    if (begun != 0) {
      times.answered(answer.outcome(), begun);
    }
    replies.send(new Reply(answer.lines(), headers));
  }

  private Answer answerOrRefusal(C command, Supplier<Answer> reply) {
    try {
      return reply.get();
    } catch (RuntimeException e) {
      logOnceAMinute(e, command);
      return new Answer(failed, LineWriter.refusal(command.line()));
    }
  }

  private void logOnceAMinute(RuntimeException failure, C command) {
    var now = System.nanoTime();
    var until = silentUntil.get();
    if ((until == Long.MIN_VALUE || now - until > 0)
        && silentUntil.compareAndSet(until, now + MINUTE_NANOS)) {
      var refused = "Refused, and more may be this minute: " + command.line();
      if (failure instanceof StoreUnavailableException) {
        logger.error(refused + ": " + failure.getMessage());
      } else {
        logger.error(failure, refused);
      }
    }
  }

  private record Reply(Object payload, MessageHeaders headers) implements Message<Object> {
    @Override
    public Object getPayload() {
      return payload;
    }

    @Override
    public MessageHeaders getHeaders() {
      return headers;
    }
  }
}
