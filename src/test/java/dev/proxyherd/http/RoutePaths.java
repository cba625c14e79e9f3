package dev.proxyherd.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The path templates of routes. */
final class RoutePaths {
  private RoutePaths() {}

  static List<String> of(RouterFunction<ServerResponse> routes) {
    var paths = new ArrayList<String>();
    routes.accept(
        new RouterFunctions.Visitor() {
          @Override
          public void startNested(RequestPredicate predicate) {}

          @Override
          public void endNested(RequestPredicate predicate) {}

          @Override
          public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            paths.add(predicate.toString());
          }

          @Override
          public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

          @Override
          public void attributes(java.util.Map<String, Object> attributes) {}

          @Override
          public void unknown(RouterFunction<?> function) {}
        });
    return paths;
  }
}
