package dev.proxyherd.places.google;

import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;
import io.netty.handler.codec.http.HttpRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Places API (New), {@code POST v1/places:searchNearby}, rendered into the legacy form.
 *
 * <p>Values are quoted from Google's text, so that numbers and strings keep their spelling.
 *
 * @param rank by what Google chooses
 */
record NewNearbySearch(GoogleProperties.Rank rank) implements GoogleApi {
  static final String BASE_URL = "https://places.googleapis.com";

  /** All of the "Pro" price; ratings, prices and opening hours would make each call dearer. */
  static final String FIELDS =
      "places.id,places.displayName,places.location,places.viewport,places.types,"
          + "places.shortFormattedAddress,places.businessStatus,places.plusCode,"
          + "places.iconMaskBaseUri,places.iconBackgroundColor";

  @Override
  public PriceClass priceClass() {
    return PriceClass.PRO;
  }

  @Override
  public WebClient.RequestHeadersSpec<?> request(WebClient client, PlacesQuery query) {
    var body =
        """
        {"maxResultCount":%d,"rankPreference":"%s","locationRestriction":{"circle":\
        {"center":{"latitude":%s,"longitude":%s},"radius":%s}}}\
        """
            .formatted(
                query.bound(),
                rank,
                LegacyNearbySearch.decimal(query.center().latitude()),
                LegacyNearbySearch.decimal(query.center().longitude()),
                LegacyNearbySearch.decimal(query.radiusMetres()));
    return client
        .post()
        .uri("/v1/places:searchNearby")
        .contentType(MediaType.APPLICATION_JSON)
        .header("X-Goog-FieldMask", FIELDS)
        .bodyValue(body);
  }

  @Override
  public void authorise(HttpRequest request, ApiKey key) {
    request.headers().set("X-Goog-Api-Key", key.secret());
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
    var json = new StringBuilder(answer.text().length());
    NearbySearch.open(json);
    var rank = 0;
    for (var place : places.elements().stream().limit(query.bound()).toList()) {
      NearbySearch.separate(json, rank++);
      place(json, place);
    }
    return NearbySearch.close(json, PlacesStatus.OK);
  }

  private static void place(StringBuilder json, JsonSpan place) {
    var location = place.member("location");
    if (location == null || !location.isObject()) {
      throw new UnreadableAnswerException("a place in it has no location");
    }
    json.append('{');
    copy(json, "business_status", place.member("businessStatus"));
    json.append("\"geometry\": {\"location\": ").append(point(location));
    var viewport = place.member("viewport");
    var high = viewport == null ? null : viewport.member("high");
    var low = viewport == null ? null : viewport.member("low");
    if (high != null && low != null) {
      json.append(", \"viewport\": {\"northeast\": ").append(point(high));
      json.append(", \"southwest\": ").append(point(low)).append('}');
    }
    json.append("}, ");
    copy(json, "icon_background_color", place.member("iconBackgroundColor"));
    copy(json, "icon_mask_base_uri", place.member("iconMaskBaseUri"));
    var displayName = place.member("displayName");
    copy(json, "name", displayName == null ? null : displayName.member("text"));
    copy(json, "place_id", place.member("id"));
    var plusCode = place.member("plusCode");
    if (plusCode != null) {
      json.append("\"plus_code\": {");
      copy(json, "compound_code", plusCode.member("compoundCode"));
      copy(json, "global_code", plusCode.member("globalCode"));
      close(json);
      json.append(", ");
    }
    copy(json, "reference", place.member("id"));
    copy(json, "types", place.member("types"));
    copy(json, "vicinity", place.member("shortFormattedAddress"));
    close(json);
  }

  /** Protocol Buffers leave zeros out of their JSON, and there are places on the equator. */
  private static String point(JsonSpan point) {
    var latitude = point.member("latitude");
    var longitude = point.member("longitude");
    return "{\"lat\": %s, \"lng\": %s}"
        .formatted(
            latitude == null ? "0" : latitude.raw(), longitude == null ? "0" : longitude.raw());
  }

  private static void copy(StringBuilder json, String name, @Nullable JsonSpan value) {
    if (value != null) {
      var raw =
          value.isArray()
              ? value.elements().stream()
                  .map(JsonSpan::raw)
                  .collect(Collectors.joining(", ", "[", "]"))
              : value.raw();
      json.append('"').append(name).append("\": ").append(raw).append(", ");
    }
  }

  /** Ends an object whose last member, if it has any, is followed by a comma. */
  private static void close(StringBuilder json) {
    if (json.charAt(json.length() - 1) == ' ') {
      json.setLength(json.length() - 2);
    }
    json.append('}');
  }
}
