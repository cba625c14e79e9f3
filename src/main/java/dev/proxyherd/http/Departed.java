package dev.proxyherd.http;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.context.Context;

/**
 * Clients that are gone before their answer, as phones are when they lose their network, and those
 * that Reactor Netty has answered itself. Nobody is left to be told anything, and nothing of that
 * is a defect that the log has to tell of.
 */
final class Departed {
  private static final Log LOG = LogFactory.getLog(Departed.class);

  /** Where Reactor looks for what to do with failures that nobody waits for any more. */
  private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

  private Departed() {}

  /** Whether a failure is that the connection has ended: no handler of ours has others of these. */
  static boolean isCauseOf(Throwable failure) {
    return failure instanceof AbortedException || failure instanceof IOException;
  }

  /**
   * Whether Reactor Netty has answered by itself, as it does when a body turns out to be garbled,
   * and closes the connection.
   */
  static boolean isAnswered(ServerHttpResponse response) {
    HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(response);
    return connection.hasSentHeaders();
  }

  /** Without the trace that Reactor would log of each that goes in the middle of a request. */
  static Mono<Void> quietly(Mono<Void> request) {
    return request.contextWrite(Departed::quiet);
  }

  private static Context quiet(Context context) {
    Consumer<Throwable> dropped =
        failure -> {
          if (isCauseOf(failure)) {
            LOG.debug("a client is gone", failure);
          } else {
            LOG.error("A request has failed after its end", failure);
          }
        };
    return context.put(ON_ERROR_DROPPED, dropped);
  }
}
