package dev.proxyherd.http;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Some of what the web port serves: a bean of this type is all that it takes. Made of {@link
 * Resource}s, so that each answers a method that it does not have as it should.
 *
 * <p>Handlers run on an event loop, which all connections share: what waits, for the store or for
 * places, goes through {@link Waiting}.
 */
public interface Routes {
  RouterFunction<ServerResponse> routes();
}
