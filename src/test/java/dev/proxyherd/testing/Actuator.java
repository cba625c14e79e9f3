package dev.proxyherd.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a member on this machine over HTTP, whatever status it answers with. */
public final class Actuator {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The header of that name, for the member's user. */
  public static final String AUTHORIZATION = authorization("herd", TestMember.PASSWORD);

  private Actuator() {}

  /** The header's value for any user. */
  public static String authorization(String user, String password) {
    var pair = (user + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The answer of {@code /actuator/<path>}. */
  public static JsonNode get(int httpPort, String path) {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var uri = URI.create("http://127.0.0.1:%d/actuator/%s".formatted(httpPort, path));
      var request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .header("Authorization", AUTHORIZATION)
              .build();
      return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
