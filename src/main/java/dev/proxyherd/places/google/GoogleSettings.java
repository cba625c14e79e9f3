package dev.proxyherd.places.google;

import dev.proxyherd.places.PlacesConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How to ask Google, checked and with defaults filled in.
 *
 * @param api which of the two
 * @param key proves whose quota it is
 * @param baseUrl absolute, without a slash at the end
 * @param timeout for a question, with all waiting and all tries
 * @param maxResponseBytes the longest answer to be read, unpacked
 * @param connections how many calls may be under way
 * @param calls how calls are bounded, and how they are made
 */
public record GoogleSettings(
    GoogleApi api,
    ApiKey key,
    String baseUrl,
    Duration timeout,
    int maxResponseBytes,
    int connections,
    CallSettings calls) {

  private static final String PREFIX = "herd.places.google.";
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,1024}");
  private static final long MAX_RESPONSE_BYTES = 64L << 20;

  /**
   * Checks what the annotations of {@link GoogleProperties} cannot.
   *
   * @throws PlacesConfigurationException for what a member must not start with
   */
  public static GoogleSettings of(GoogleProperties google, boolean legacy) {
    var key = key(google.key(), legacy ? "google-legacy" : "google");
    var options = SearchOptions.of(google, legacy);
    var area = new AnswerArea(google.farAnswers());
    var bytes = google.maxResponse().toBytes();
    if (bytes < 1 || bytes > MAX_RESPONSE_BYTES) {
      throw new PlacesConfigurationException(
          PREFIX + "max-response",
          google.maxResponse().toString(),
          "an answer must have some length, and fit into the heap many times",
          "Set it to a size from 1KB to 64MB.");
    }
    return new GoogleSettings(
        legacy
            ? new LegacyNearbySearch(key, options, area)
            : new NewNearbySearch(key, FieldMask.of(google.fields()), options, area),
        key,
        google.baseUrl().isBlank()
            ? (legacy ? LegacyNearbySearch.BASE_URL : NewNearbySearch.BASE_URL)
            : baseUrl(google.baseUrl().strip()),
        google.timeout(),
        (int) bytes,
        google.connections(),
        CallSettings.of(google));
  }

  /** What Google charges each call as. */
  public PriceClass priceClass() {
    return api.priceClass();
  }

  private static ApiKey key(String text, String provider) {
    var key = text.strip();
    if (key.isEmpty()) {
      throw new PlacesConfigurationException(
          PREFIX + "key",
          "not set",
          "herd.places.provider is " + provider + ", which needs a key",
          "Set herd.places.google.key (or the environment variable HERD_PLACES_GOOGLE_KEY), or set"
              + " herd.places.provider to gazetteer.");
    }
    if (!VISIBLE.matcher(key).matches()) {
      throw new PlacesConfigurationException(
          PREFIX + "key",
          "set (not shown)",
          "it has spaces, control characters or letters beyond ASCII in it, or is very long",
          "Copy the key again, without quotes and line ends.");
    }
    return new ApiKey(key);
  }

  private static String baseUrl(String text) {
    try {
      var uri = new URI(text);
      var http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      var bare = uri.getQuery() == null && uri.getFragment() == null && uri.getUserInfo() == null;
      if (http && bare && uri.getHost() != null) {
        return text.replaceAll("/+$", "");
      }
    } catch (URISyntaxException malformed) {
      // Said below.
    }
    throw new PlacesConfigurationException(
        PREFIX + "base-url",
        "'" + text.replaceAll("//[^/@]*@", "//(hidden)@") + "'",
        "it must be an http or https URL with a host, and without user, query or fragment",
        "Set it to something like https://places.googleapis.com, or leave it out.");
  }
}
