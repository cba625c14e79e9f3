package dev.proxyherd.ops;

import dev.proxyherd.testing.Actuator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Posts to a member, as operators do. */
final class HttpPost {
  private HttpPost() {}

  static HttpResponse<String> json(int port, String path, String body) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
              .header("Content-Type", "application/json")
              .header("Authorization", Actuator.AUTHORIZATION)
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
