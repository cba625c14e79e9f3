package dev.proxyherd.places.google;

import static dev.proxyherd.places.google.PriceClass.ATMOSPHERE;
import static dev.proxyherd.places.google.PriceClass.ENTERPRISE;
import static dev.proxyherd.places.google.PriceClass.PRO;

import java.util.Arrays;
import java.util.Optional;

/**
 * A field of Places API (New) that has a place in a Nearby Search answer, in the order of the
 * members there. The price classes are those of Google's page "Nearby Search (New)".
 *
 * <p>What has no place in the answer is not here: it would be paid for and thrown away.
 */
enum PlaceField {
  BUSINESS_STATUS("businessStatus", PRO),
  CURBSIDE_PICKUP("curbsidePickup", ATMOSPHERE),
  DELIVERY("delivery", ATMOSPHERE),
  DINE_IN("dineIn", ATMOSPHERE),
  EDITORIAL_SUMMARY("editorialSummary", ATMOSPHERE),
  FORMATTED_ADDRESS("formattedAddress", PRO),
  NATIONAL_PHONE_NUMBER("nationalPhoneNumber", ENTERPRISE),
  LOCATION("location", PRO),
  VIEWPORT("viewport", PRO),
  ICON_BACKGROUND_COLOR("iconBackgroundColor", PRO),
  ICON_MASK_BASE_URI("iconMaskBaseUri", PRO),
  INTERNATIONAL_PHONE_NUMBER("internationalPhoneNumber", ENTERPRISE),
  DISPLAY_NAME("displayName", PRO),
  CURRENT_OPENING_HOURS("currentOpeningHours", ENTERPRISE),
  PHOTOS("photos", PRO),
  ID("id", PRO),
  PLUS_CODE("plusCode", PRO),
  PRICE_LEVEL("priceLevel", ENTERPRISE),
  RATING("rating", ENTERPRISE),
  RESERVABLE("reservable", ATMOSPHERE),
  SERVES_BEER("servesBeer", ATMOSPHERE),
  SERVES_BREAKFAST("servesBreakfast", ATMOSPHERE),
  SERVES_BRUNCH("servesBrunch", ATMOSPHERE),
  SERVES_DINNER("servesDinner", ATMOSPHERE),
  SERVES_LUNCH("servesLunch", ATMOSPHERE),
  SERVES_VEGETARIAN_FOOD("servesVegetarianFood", ATMOSPHERE),
  SERVES_WINE("servesWine", ATMOSPHERE),
  TAKEOUT("takeout", ATMOSPHERE),
  TYPES("types", PRO),
  GOOGLE_MAPS_URI("googleMapsUri", PRO),
  USER_RATING_COUNT("userRatingCount", ENTERPRISE),
  UTC_OFFSET_MINUTES("utcOffsetMinutes", PRO),
  SHORT_FORMATTED_ADDRESS("shortFormattedAddress", PRO),
  WEBSITE_URI("websiteUri", ENTERPRISE),
  ATTRIBUTIONS("attributions", PRO);

  private final String google;
  private final PriceClass priceClass;

  PlaceField(String google, PriceClass priceClass) {
    this.google = google;
    this.priceClass = priceClass;
  }

  /** The field of that name, as Google spells it. */
  static Optional<PlaceField> named(String google) {
    return Arrays.stream(values()).filter(field -> field.google.equals(google)).findFirst();
  }

  /** As Google spells it. */
  String google() {
    return google;
  }

  PriceClass priceClass() {
    return priceClass;
  }

  /** What of it is asked for. Of the hours of a whole week, one member is needed. */
  String path() {
    return "places." + google + (this == CURRENT_OPENING_HOURS ? ".openNow" : "");
  }

  /**
   * Asked for whatever is set: they cost nothing more, and credit must be given where it is due.
   */
  boolean isAlwaysAskedFor() {
    return this == ID || this == LOCATION || this == ATTRIBUTIONS;
  }

  /**
   * Whether its price class alone asks for it. The others have a place in the form of the legacy
   * API's details only, or make an answer several times as long.
   */
  boolean isInTier() {
    return switch (this) {
      case FORMATTED_ADDRESS,
          NATIONAL_PHONE_NUMBER,
          INTERNATIONAL_PHONE_NUMBER,
          PHOTOS,
          GOOGLE_MAPS_URI,
          UTC_OFFSET_MINUTES,
          WEBSITE_URI ->
          false;
      default -> true;
    };
  }
}
