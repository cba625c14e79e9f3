package dev.proxyherd.client;

import dev.proxyherd.access.Principals;
import dev.proxyherd.access.RateLimits;
import dev.proxyherd.protocol.WhatsAt;
import dev.proxyherd.tcp.LineConnection;
import dev.proxyherd.tcp.LineSession;
import java.time.Duration;
import java.util.function.Predicate;

/** Begins the conversation on each connection, as open as the configuration will have it. */
final class ClientSessions {
  private final Duration patience;
  private final Predicate<WhatsAt> mayWait;
  private final boolean whosAt;
  private final Principals principals;
  private final RateLimits rates;

  /**
   * @param patience with a question for a client that this member has not heard of
   * @param mayWait whether to answer a WHATSAT may take a while
   * @param whosAt whether WHOSAT is a command
   */
  ClientSessions(
      Duration patience,
      Predicate<WhatsAt> mayWait,
      boolean whosAt,
      Principals principals,
      RateLimits rates) {
    this.patience = patience;
    this.mayWait = mayWait;
    this.whosAt = whosAt;
    this.principals = principals;
    this.rates = rates;
  }

  LineSession begin(LineConnection connection) {
    var throttle = rates.throttle(connection.network());
    var commands = new ClientSession(connection::hasNextLine, patience, mayWait, whosAt, throttle);
    return principals.areRequired()
        ? new AuthenticatedSession(commands, connection::certificateName, principals, throttle)
        : commands;
  }
}
