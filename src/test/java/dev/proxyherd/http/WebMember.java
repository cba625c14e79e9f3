package dev.proxyherd.http;

import dev.proxyherd.ProxyHerd;
import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.LocationStore;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.tcp.LineServer;
import dev.proxyherd.testing.LineSocket;
import dev.proxyherd.testing.MutableClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One whole member with a web port, and a client of it. Its clock stands still, its places are what
 * the test says, and every answer is held to the OpenAPI document.
 */
final class WebMember implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00.25Z");
  static final String PASSWORD = "a password for tests only";
  static final String KIWI = "/v1/clients/kiwi";
  static final String HERE = "{\"latitude\": 34.068930, \"longitude\": -118.445127}";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NOWHERE = "{\n\n  \"results\": [], \"status\": \"ZERO_RESULTS\"}";

  private final ConfigurableApplicationContext context;
  private final Stubs stubs;
  private final HttpClient http = HttpClient.newHttpClient();

  private WebMember(ConfigurableApplicationContext context) {
    this.context = context;
    stubs = context.getBean(Stubs.class);
  }

  /** Not a configuration by annotation: other tests' members would find it in their scan. */
  static class Stubs {
    private final MutableClock clock = new MutableClock(NOW);
    private volatile Places places = _ -> new PlacesAnswer("ZERO_RESULTS", NOWHERE);

    @Bean
    @Primary
    InstantSource stoppedClock() {
      return clock;
    }

    @Bean
    @Primary
    Places stubPlaces() {
      return query -> places.near(query);
    }
  }

  static WebMember start(String... properties) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--spring.main.register-shutdown-hook=false",
                "--spring.lifecycle.timeout-per-shutdown-phase=4s",
                "--server.shutdown=immediate",
                "--herd.store.type=memory",
                "--herd.wire-log.enabled=false",
                "--herd.client.unknown-client-wait=0s",
                "--herd.name=Goloman",
                "--herd.secret=a secret for tests only",
                "--herd.management.password=" + PASSWORD,
                "--herd.bind-address=127.0.0.1",
                "--herd.members.Goloman.host=127.0.0.1",
                "--herd.members.Goloman.client-port=0",
                "--herd.members.Goloman.peer-port=0",
                "--herd.members.Goloman.http-port=0",
                "--herd.members.Goloman.web-port=0"));
    for (var property : properties) {
      var key = property.substring(0, property.indexOf('=') + 1);
      arguments.removeIf(argument -> argument.startsWith("--" + key));
      arguments.add("--" + property);
    }
    return new WebMember(
        new SpringApplicationBuilder(ProxyHerd.class, Stubs.class)
            .run(arguments.toArray(String[]::new)));
  }

  MutableClock clock() {
    return stubs.clock;
  }

  void places(Places places) {
    stubs.places = places;
  }

  int port() {
    return server().port();
  }

  int clientPort() {
    return context.getBean("clientServer", LineServer.class).getPort();
  }

  WebServer server() {
    return context.getBean(WebServer.class);
  }

  LocationStore store() {
    return context.getBean(LocationStore.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** All beans of a type. */
  <T> Iterable<T> all(Class<T> type) {
    return context.getBeansOfType(type).values();
  }

  /** The methods that the member says a path has, without those that go with others. */
  Set<String> methodsOf(String template) {
    var path = template.replaceAll("[{][a-z]+[}]", "kiwi");
    var answer = sendUndocumented(to(path).method("OPTIONS", BodyPublishers.noBody()));
    var methods = new TreeSet<String>();
    for (var method : answer.headers().firstValue("Allow").orElse("").split(",", -1)) {
      methods.add(method.strip());
    }
    methods.removeAll(List.of("OPTIONS", "HEAD"));
    return methods;
  }

  /** What the member holds for a client. */
  Optional<String> knows(String client) {
    return store().find(ByteString.of(client)).map(ClientLocation::toString);
  }

  /** A request to be completed. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port(), path)));
  }

  static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
    return request.header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body));
  }

  /** Sends a request; its answer has to be one that the OpenAPI document has. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    var answer = sendUndocumented(request);
    OpenApi.check(answer);
    return answer;
  }

  /** For what the document cannot have: paths and methods that there are not. */
  HttpResponse<String> sendUndocumented(HttpRequest.Builder request) {
    // An answer may go on for ever, a stream where a problem is expected: the request's own time
    // limit is for its head.
    var answer = http.sendAsync(request.build(), BodyHandlers.ofString());
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends what no client library would, and reads until the member closes. */
  String say(String text) {
    try (var socket = LineSocket.connect(port())) {
      return socket.send(text).readToEnd();
    }
  }

  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  /** Says where a client is. */
  HttpResponse<String> put(String client, String body) {
    return send(json(to("/v1/clients/" + client + "/location"), body));
  }

  static JsonNode body(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
