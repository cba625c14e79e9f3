package dev.proxyherd.places.google;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.resources.ConnectionProvider;

/** Google's side of the places port, as a member sets it up. */
final class GoogleCalls {
  /** Has characters that a URL must encode, so that both spellings can leak. */
  static final String KEY = "AIza+Secret/Key=";

  static final PlacesQuery QUERY =
      new PlacesQuery(new Coordinates(34.068930, -118.445127), 10_000, 2);

  private GoogleCalls() {}

  static Places places(String provider, FakeGoogle google) {
    return places(provider, google.url(), Duration.ofSeconds(30));
  }

  /** A member's, which asks once, and gives up after that time. */
  static Places places(String provider, String url, Duration timeout) {
    return once(provider, url, Map.of("timeout", timeout.toMillis() + "ms"));
  }

  /** The same with settings under {@code herd.places.google}. */
  static Places places(String provider, FakeGoogle google, Map<String, String> more) {
    return once(provider, google.url(), more);
  }

  private static Places once(String provider, String url, Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("retries", "0");
    all.putIfAbsent("timeout", "30s");
    return places(provider, url, new GoogleStatus(), all);
  }

  /** A member's as it is by default, with settings under {@code herd.places.google}. */
  static Places places(String provider, String url, GoogleStatus status, Map<String, String> more) {
    var settings = settings(provider, url, more);
    return places(settings, GoogleClient.connections(settings), status);
  }

  static Places places(
      GoogleSettings settings, ConnectionProvider connections, GoogleStatus status) {
    var client = GoogleClient.of(settings, connections, WebClient.builder());
    return GoogleChain.places(
        settings, client, status, InstantSource.system(), BudgetFile.NONE, null);
  }

  static GoogleSettings settings(String provider, String url, Map<String, String> more) {
    var properties = new HashMap<String, String>();
    properties.put("herd.places.provider", provider);
    properties.put("herd.places.google.key", KEY);
    properties.put("herd.places.google.base-url", url);
    properties.put("herd.places.google.max-response", "64KB");
    more.forEach((name, value) -> properties.put("herd.places.google." + name, value));
    return settings(properties);
  }

  static GoogleSettings settings(Map<String, String> properties) {
    var legacy = "google-legacy".equals(properties.get("herd.places.provider"));
    return GoogleSettings.of(properties(properties), legacy);
  }

  static GoogleProperties properties(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("herd.places.google", GoogleProperties.class);
  }
}
