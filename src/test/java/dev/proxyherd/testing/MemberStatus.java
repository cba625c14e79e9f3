package dev.proxyherd.testing;

import dev.proxyherd.peer.LinkState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a member says at {@code /actuator/herd}, as far as tests ask. */
public record MemberStatus(
    String name,
    int clients,
    String digest,
    long changeNumber,
    List<Link> links,
    Map<String, String> refused) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Both directions of one edge. */
  public record Link(
      String neighbour, LinkState state, LinkState incoming, int lag, @Nullable String lastError) {
    public boolean isUp() {
      return state == LinkState.UP && incoming == LinkState.UP;
    }
  }

  static MemberStatus of(InetSocketAddress http) {
    var uri =
        URI.create("http://%s:%d/actuator/herd".formatted(http.getHostString(), http.getPort()));
    try {
      var answer =
          HTTP.send(
              HttpRequest.newBuilder(uri)
                  .timeout(PATIENCE)
                  .header("Authorization", Actuator.AUTHORIZATION)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return JSON.readValue(answer.body(), MemberStatus.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public Link link(String neighbour) {
    return links.stream()
        .filter(link -> link.neighbour().equals(neighbour))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has no neighbour " + neighbour));
  }
}
