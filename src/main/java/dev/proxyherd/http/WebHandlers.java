package dev.proxyherd.http;

import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** Makes one handler of all routes, with what is common to them. */
final class WebHandlers {
  private static final String ANY = "*";
  private static final String CORS = "herd.web.cors.origins";
  private static final long PREFLIGHT_SECONDS = 3600;

  private WebHandlers() {}

  /**
   * A handler of requests.
   *
   * @param origins as {@link #checkOrigins} takes them
   */
  static HttpHandler of(
      List<Routes> routes,
      List<String> origins,
      InstantSource clock,
      ObservationRegistry observations) {
    var router = routes.stream().map(Routes::routes).reduce(RouterFunction::and).orElseThrow();
    var builder =
        WebHttpHandlerBuilder.webHandler(
                RouterFunctions.toWebHandler(router, HandlerStrategies.withDefaults()))
            .filter(new StandardHeaders(clock))
            .exceptionHandler(new ProblemHandler())
            .observationRegistry(observations);
    if (!origins.isEmpty()) {
      builder.filter(new CorsWebFilter(_ -> cors(origins)));
    }
    var handler = builder.build();
    return (request, response) -> Departed.quietly(handler.handle(request, response));
  }

  private static CorsConfiguration cors(List<String> origins) {
    var cors = new CorsConfiguration();
    cors.setAllowedOrigins(origins);
    cors.setAllowedMethods(
        List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE)
            .stream()
            .map(HttpMethod::name)
            .toList());
    cors.addAllowedHeader(ANY);
    cors.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.RETRY_AFTER));
    cors.setMaxAge(PREFLIGHT_SECONDS);
    return cors;
  }

  /**
   * Whether these can be origins.
   *
   * @throws WebConfigurationException names the first that cannot
   */
  static void checkOrigins(List<String> origins) {
    for (var origin : origins) {
      if (!origin.equals(ANY) && !isOrigin(origin)) {
        throw new WebConfigurationException(
            CORS,
            origin,
            "no origin of a page",
            "Write a scheme, a host, and a port unless it is the scheme's own, such as"
                + " https://map.example.org; or * for all.");
      }
    }
  }

  private static boolean isOrigin(String text) {
    try {
      var uri = URI.create(text);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getRawUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
