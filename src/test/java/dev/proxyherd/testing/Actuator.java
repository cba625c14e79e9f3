package dev.proxyherd.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a member on this machine over HTTP, whatever status it answers with. */
public final class Actuator {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Actuator() {}

  /** The answer of {@code /actuator/<path>}. */
  public static JsonNode get(int httpPort, String path) {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var uri = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(httpPort, path));
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
