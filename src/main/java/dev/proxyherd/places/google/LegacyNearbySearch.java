package dev.proxyherd.places.google;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import io.netty.handler.codec.http.HttpRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The legacy Nearby Search: {@code GET maps/api/place/nearbysearch/json}, ranked by prominence.
 *
 * <p>Its text goes out as it came, but for the results beyond the bound.
 *
 * @param key to be kept out of what goes out, should it come back
 * @param options of which it knows one type and the language
 * @param area where places have to be
 */
record LegacyNearbySearch(ApiKey key, SearchOptions options, AnswerArea area) implements GoogleApi {
  static final String BASE_URL = "https://maps.googleapis.com";

  private static final String URI =
      "/maps/api/place/nearbysearch/json?location={location}&radius={radius}";

  @Override
  public PriceClass priceClass() {
    return PriceClass.LEGACY;
  }

  @Override
  public WebClient.RequestHeadersSpec<?> request(WebClient client, PlacesQuery query) {
    var type = String.join("", options.includedTypes());
    var optional =
        (type.isEmpty() ? "" : "&type={type}")
            + (options.language().isEmpty() ? "" : "&language={language}");
    return client
        .get()
        .uri(
            URI + optional,
            Map.of(
                "location",
                decimal(query.center().latitude()) + "," + decimal(query.center().longitude()),
                "radius",
                decimal(query.radiusMetres()),
                "type",
                type,
                "language",
                options.language()));
  }

  /** This API knows no header for the key. */
  @Override
  public void authorise(HttpRequest request, ApiKey secret) {
    request.setUri(request.uri() + "&key=" + secret.urlEncoded());
  }

  /** Failures come with HTTP status 200 here, and with a status and a message in the text. */
  @Override
  public PlacesAnswer read(JsonSpan answer, PlacesQuery query) {
    var status = PlacesStatus.named(answer.string("status"));
    if (status == null) {
      throw new UnreadableAnswerException("there is no status known to the Nearby Search in it");
    }
    var results = answer.member("results");
    var isArray = results != null && results.isArray();
    if (status.failed()) {
      var message = answer.string("error_message");
      var complete = message != null && results != null && isArray && results.elements().isEmpty();
      return complete
          ? new PlacesAnswer(status.name(), key.hideIn(answer.text()))
          : NearbySearch.failure(status, key.hideIn(message == null ? Advice.on(status) : message));
    }
    if (results == null || !isArray) {
      throw new UnreadableAnswerException("there is no array of results in it");
    }
    area.check(locations(results), query);
    return new PlacesAnswer(status.name(), key.hideIn(cut(results, query.bound())));
  }

  private static List<Coordinates> locations(JsonSpan results) {
    var locations = new ArrayList<Coordinates>();
    for (var result : results.elements()) {
      var geometry = result.member("geometry");
      var location = geometry == null ? null : geometry.member("location");
      var point = location == null ? null : AnswerArea.point(location, "lat", "lng");
      if (point != null) {
        locations.add(point);
      }
    }
    return locations;
  }

  /** The text without the array's elements after the first {@code bound}, otherwise unchanged. */
  static String cut(JsonSpan array, int bound) {
    var elements = array.elements();
    var text = array.text();
    if (elements.size() <= bound) {
      return text;
    }
    var lastKept = elements.get(bound - 1);
    return text.substring(0, lastKept.end()) + text.substring(elements.getLast().end());
  }

  /** As short as can be, and without an exponent: 10000, not 10000.0 or 1.0E4. */
  static String decimal(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
