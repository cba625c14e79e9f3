package dev.proxyherd.places.google;

import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place of Places API (New) as a result of a Nearby Search, members in the order of their names.
 *
 * <p>Values are quoted from Google's text, so that numbers and strings keep their spelling. What
 * Google does not say is left out, and so is what it calls unspecified.
 */
final class PlaceForm {
  private final JsonSpan place;

  private PlaceForm(JsonSpan place) {
    this.place = place;
  }

  /**
   * The JSON object of a place.
   *
   * @throws GoogleApi.UnreadableAnswerException if it is none of Google's
   */
  static String of(JsonSpan place) {
    if (!place.isObject() || (place.member("id") == null && place.member("location") == null)) {
      throw new GoogleApi.UnreadableAnswerException("a place in it has no id and no location");
    }
    return new PlaceForm(place).result();
  }

  private String result() {
    return new Members()
        .add("business_status", raw(PlaceField.BUSINESS_STATUS))
        .add("curbside_pickup", raw(PlaceField.CURBSIDE_PICKUP))
        .add("delivery", raw(PlaceField.DELIVERY))
        .add("dine_in", raw(PlaceField.DINE_IN))
        .add("editorial_summary", editorialSummary())
        .add("formatted_address", raw(PlaceField.FORMATTED_ADDRESS))
        .add("formatted_phone_number", raw(PlaceField.NATIONAL_PHONE_NUMBER))
        .add("geometry", geometry())
        .add("icon_background_color", raw(PlaceField.ICON_BACKGROUND_COLOR))
        .add("icon_mask_base_uri", raw(PlaceField.ICON_MASK_BASE_URI))
        .add("international_phone_number", raw(PlaceField.INTERNATIONAL_PHONE_NUMBER))
        .add("name", raw(PlaceField.DISPLAY_NAME, "text"))
        .add("opening_hours", openingHours())
        .add("photos", photos())
        .add("place_id", raw(PlaceField.ID))
        .add("plus_code", plusCode())
        .add("price_level", priceLevel())
        .add("rating", raw(PlaceField.RATING))
        .add("reference", raw(PlaceField.ID))
        .add("reservable", raw(PlaceField.RESERVABLE))
        .add("serves_beer", raw(PlaceField.SERVES_BEER))
        .add("serves_breakfast", raw(PlaceField.SERVES_BREAKFAST))
        .add("serves_brunch", raw(PlaceField.SERVES_BRUNCH))
        .add("serves_dinner", raw(PlaceField.SERVES_DINNER))
        .add("serves_lunch", raw(PlaceField.SERVES_LUNCH))
        .add("serves_vegetarian_food", raw(PlaceField.SERVES_VEGETARIAN_FOOD))
        .add("serves_wine", raw(PlaceField.SERVES_WINE))
        .add("takeout", raw(PlaceField.TAKEOUT))
        .add("types", raw(PlaceField.TYPES))
        .add("url", raw(PlaceField.GOOGLE_MAPS_URI))
        .add("user_ratings_total", raw(PlaceField.USER_RATING_COUNT))
        .add("utc_offset", raw(PlaceField.UTC_OFFSET_MINUTES))
        .add("vicinity", raw(PlaceField.SHORT_FORMATTED_ADDRESS))
        .add("website", raw(PlaceField.WEBSITE_URI))
        .toString();
  }

  private @Nullable String editorialSummary() {
    var text = raw(PlaceField.EDITORIAL_SUMMARY, "text");
    return text == null
        ? null
        : new Members()
            .add("language", raw(PlaceField.EDITORIAL_SUMMARY, "languageCode"))
            .add("overview", text)
            .toString();
  }

  private @Nullable String geometry() {
    var location = place.member("location");
    if (location == null) {
      return null;
    }
    if (!location.isObject()) {
      throw new GoogleApi.UnreadableAnswerException("a place in it has no location");
    }
    return new Members().add("location", point(location)).add("viewport", viewport()).toString();
  }

  private @Nullable String viewport() {
    var viewport = place.member("viewport");
    var high = viewport == null ? null : viewport.member("high");
    var low = viewport == null ? null : viewport.member("low");
    return high == null || low == null
        ? null
        : new Members().add("northeast", point(high)).add("southwest", point(low)).toString();
  }

  private @Nullable String openingHours() {
    var open = raw(PlaceField.CURRENT_OPENING_HOURS, "openNow");
    return open == null ? null : new Members().add("open_now", open).toString();
  }

  private @Nullable String plusCode() {
    return place.member("plusCode") == null
        ? null
        : new Members()
            .add("compound_code", raw(PlaceField.PLUS_CODE, "compoundCode"))
            .add("global_code", raw(PlaceField.PLUS_CODE, "globalCode"))
            .toString();
  }

  private @Nullable String priceLevel() {
    return switch (place.string("priceLevel")) {
      case "PRICE_LEVEL_FREE" -> "0";
      case "PRICE_LEVEL_INEXPENSIVE" -> "1";
      case "PRICE_LEVEL_MODERATE" -> "2";
      case "PRICE_LEVEL_EXPENSIVE" -> "3";
      case "PRICE_LEVEL_VERY_EXPENSIVE" -> "4";
      case null, default -> null;
    };
  }

  /** Each with the credit that it must be shown with. */
  private @Nullable String photos() {
    var photos = place.member("photos");
    return photos == null || photos.elements().isEmpty()
        ? null
        : photos.elements().stream()
            .map(
                photo ->
                    new Members()
                        .add("height", raw(photo.member("heightPx")))
                        .add("html_attributions", Attributions.ofPhoto(photo))
                        .add("photo_reference", raw(photo.member("name")))
                        .add("width", raw(photo.member("widthPx")))
                        .toString())
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Protocol Buffers leave zeros out of their JSON, and there are places on the equator. */
  private static String point(JsonSpan point) {
    return new Members()
        .add("lat", Objects.requireNonNullElse(raw(point.member("latitude")), "0"))
        .add("lng", Objects.requireNonNullElse(raw(point.member("longitude")), "0"))
        .toString();
  }

  private @Nullable String raw(PlaceField field, String member) {
    var value = place.member(field.google());
    return value == null ? null : raw(value.member(member));
  }

  private @Nullable String raw(PlaceField field) {
    return raw(place.member(field.google()));
  }

  /** As Google wrote it, an array without its layout; null if it says nothing. */
  private static @Nullable String raw(@Nullable JsonSpan value) {
    if (value == null || value.raw().equals("null")) {
      return null;
    }
    if (value.isArray()) {
      return value.elements().stream()
          .map(JsonSpan::raw)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    var text = value.string();
    return text != null && text.endsWith("_UNSPECIFIED") ? null : value.raw();
  }

  /** A JSON object in the making, of the members that have a value. */
  private static final class Members {
    private final StringJoiner members = new StringJoiner(", ", "{", "}");

    Members add(String name, @Nullable String value) {
      if (value != null) {
        members.add("\"" + name + "\": " + value);
      }
      return this;
    }

    @Override
    public String toString() {
      return members.toString();
    }
  }
}
