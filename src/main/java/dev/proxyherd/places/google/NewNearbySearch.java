package dev.proxyherd.places.google;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Places API (New), {@code POST v1/places:searchNearby}, rendered into the legacy form.
 *
 * @param key to be kept out of what goes out, should it come back
 * @param fields that are asked for, and paid for
 * @param options what is asked besides the circle
 * @param area where places have to be
 */
record NewNearbySearch(ApiKey key, FieldMask fields, SearchOptions options, AnswerArea area)
    implements GoogleApi {
  static final String BASE_URL = "https://places.googleapis.com";

  @Override
  public PriceClass priceClass() {
    return fields.priceClass();
  }

  @Override
  public WebClient.RequestHeadersSpec<?> request(WebClient client, PlacesQuery query) {
    return client
        .post()
        .uri("/v1/places:searchNearby")
        .contentType(MediaType.APPLICATION_JSON)
        .header("X-Goog-FieldMask", fields.header())
        .bodyValue(body(query));
  }

  /** Nothing in it needs escapes: the options were checked. */
  private String body(PlacesQuery query) {
    var json = new StringBuilder("{\"maxResultCount\":").append(query.bound());
    json.append(",\"rankPreference\":\"").append(options.rank()).append('"');
    list(json, "includedTypes", options.includedTypes());
    list(json, "excludedTypes", options.excludedTypes());
    list(json, "includedPrimaryTypes", options.includedPrimaryTypes());
    list(json, "excludedPrimaryTypes", options.excludedPrimaryTypes());
    text(json, "languageCode", options.language());
    text(json, "regionCode", options.region());
    return json.append(
            ",\"locationRestriction\":{\"circle\":{\"center\":{\"latitude\":%s,\"longitude\":%s},\"radius\":%s}}}"
                .formatted(
                    LegacyNearbySearch.decimal(query.center().latitude()),
                    LegacyNearbySearch.decimal(query.center().longitude()),
                    LegacyNearbySearch.decimal(query.radiusMetres())))
        .toString();
  }

  private static void list(StringBuilder json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.append(",\"").append(name).append("\":");
      json.append(values.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")));
    }
  }

  private static void text(StringBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
  }

  @Override
  public void authorise(HttpRequest request, ApiKey secret) {
    request.headers().set("X-Goog-Api-Key", secret.secret());
  }

  @Override
  public PlacesAnswer read(JsonSpan answer, PlacesQuery query) {
    var places = answer.member("places");
    if (places == null) {
      // Nothing found is an empty object. Anything else is somebody else's.
      if (!answer.members().isEmpty()) {
        throw new UnreadableAnswerException("there are no places in it");
      }
      return NearbySearch.nothing();
    }
    if (!places.isArray()) {
      throw new UnreadableAnswerException("its places are not an array");
    }
    if (places.elements().isEmpty()) {
      return NearbySearch.nothing();
    }
    area.check(locations(places), query);
    var shown = places.elements().stream().limit(query.bound()).toList();
    var json = new StringBuilder(answer.text().length());
    NearbySearch.open(json, Attributions.of(shown).toArray(String[]::new));
    var rank = 0;
    for (var place : shown) {
      NearbySearch.separate(json, rank++);
      json.append(PlaceForm.of(place));
    }
    var rendered = NearbySearch.close(json, PlacesStatus.OK);
    return new PlacesAnswer(rendered.status(), key.hideIn(rendered.json()));
  }

  private static List<Coordinates> locations(JsonSpan places) {
    var locations = new ArrayList<Coordinates>();
    for (var place : places.elements()) {
      var location = place.member("location");
      var point = location == null ? null : AnswerArea.point(location, "latitude", "longitude");
      if (point != null) {
        locations.add(point);
      }
    }
    return locations;
  }
}
