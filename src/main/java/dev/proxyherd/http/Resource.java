package dev.proxyherd.http;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * What is at one path, and the methods that it has. A GET is good for HEAD too; OPTIONS, and a
 * method that there is not, are answered with {@code Allow}; so is an {@code Accept} that leaves no
 * form in which the answer could come.
 */
public final class Resource {
  private final String template;
  private final List<MediaType> produces;
  private final Map<HttpMethod, HandlerFunction<ServerResponse>> methods = new LinkedHashMap<>();

  private Resource(String template, List<MediaType> produces) {
    this.template = template;
    this.produces = produces;
  }

  /**
   * Begins one.
   *
   * @param template such as {@code /v1/clients/{id}}
   * @param produces the types that answers come in
   */
  public static Resource at(String template, MediaType... produces) {
    return new Resource(template, List.of(produces));
  }

  public Resource get(HandlerFunction<ServerResponse> handler) {
    return on(HttpMethod.GET, handler).on(HttpMethod.HEAD, handler);
  }

  public Resource put(HandlerFunction<ServerResponse> handler) {
    return on(HttpMethod.PUT, handler);
  }

  public Resource post(HandlerFunction<ServerResponse> handler) {
    return on(HttpMethod.POST, handler);
  }

  public Resource delete(HandlerFunction<ServerResponse> handler) {
    return on(HttpMethod.DELETE, handler);
  }

  private Resource on(HttpMethod method, HandlerFunction<ServerResponse> handler) {
    methods.put(method, handler);
    return this;
  }

  /** To be served. */
  public RouterFunction<ServerResponse> route() {
    return RouterFunctions.route(RequestPredicates.path(template), this::handle);
  }

  private Mono<ServerResponse> handle(ServerRequest request) {
    ServerRequestObservationContext.findCurrent(request.attributes())
        .ifPresent(observed -> observed.setPathPattern(template));
    var handler = methods.get(request.method());
    if (handler == null) {
      if (request.method().equals(HttpMethod.OPTIONS)) {
        return ServerResponse.noContent().allow(allowed()).build();
      }
      throw new ProblemException(
              Problem.METHOD_NOT_ALLOWED,
              "here one can: "
                  + methods.keySet().stream().map(HttpMethod::name).collect(joining(", ")))
          .with("Allow", allowedText());
    }
    checkAccept(request);
    return handler.handle(request);
  }

  private HttpMethod[] allowed() {
    var all = new ArrayList<>(methods.keySet());
    all.add(HttpMethod.OPTIONS);
    return all.toArray(HttpMethod[]::new);
  }

  private String allowedText() {
    return List.of(allowed()).stream().map(HttpMethod::name).collect(joining(", "));
  }

  private void checkAccept(ServerRequest request) {
    var accepted = request.headers().accept();
    if (accepted.isEmpty() || produces.isEmpty()) {
      return;
    }
    for (var type : accepted) {
      if (type.getQualityValue() > 0 && produces.stream().anyMatch(type::isCompatibleWith)) {
        return;
      }
    }
    throw new ProblemException(Problem.NOT_ACCEPTABLE, "answers here are " + produces.getFirst());
  }
}
