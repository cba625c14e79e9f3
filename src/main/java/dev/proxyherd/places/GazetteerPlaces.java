package dev.proxyherd.places;

/**
 * Answers from the built-in gazetteer: nearest first, in the form of a Nearby Search.
 *
 * <p>Nothing is made up: a place has what GeoNames knows of it, and no rating, photo or opening
 * hours.
 */
final class GazetteerPlaces implements Places {
  /** CC BY 4.0 asks for it, and this is the member that Google's form has for it. */
  private static final String ATTRIBUTION =
      "<a href=\"https://www.geonames.org/\">GeoNames</a>, CC BY 4.0";

  private static final int PLACE_CHARACTERS = 256;

  private final BackgroundGazetteer gazetteer;

  GazetteerPlaces(BackgroundGazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    try {
      var index = gazetteer.await();
      var found = index.tree().nearest(query.center(), query.radiusMetres(), query.bound());
      return found.length == 0 ? NearbySearch.nothing() : answer(index.table(), found);
    } catch (BackgroundGazetteer.UnavailableException unavailable) {
      return NearbySearch.failure(GoogleStatus.UNKNOWN_ERROR, unavailable.advice);
    }
  }

  private static PlacesAnswer answer(PlaceTable table, int[] found) {
    var json = new StringBuilder(PLACE_CHARACTERS * (found.length + 1));
    NearbySearch.open(json, ATTRIBUTION);
    for (var rank = 0; rank < found.length; rank++) {
      NearbySearch.separate(json, rank);
      place(json, table, found[rank]);
    }
    return NearbySearch.close(json, GoogleStatus.OK);
  }

  private static void place(StringBuilder json, PlaceTable table, int place) {
    json.append("{\"geometry\": {\"location\": {\"lat\": ");
    degrees(json, table.latitudes()[place]);
    json.append(", \"lng\": ");
    degrees(json, table.longitudes()[place]);
    json.append("}}, \"name\": ");
    NearbySearch.quote(json, table.names().get(place));
    json.append(", \"place_id\": ");
    NearbySearch.quote(json, table.placeId(place));
    json.append(", \"types\": [");
    NearbySearch.quote(
        json, table.kinds()[place] == PlaceTable.PART_OF_LOCALITY ? "neighborhood" : "locality");
    json.append(", \"political\"], \"vicinity\": ");
    NearbySearch.quote(json, table.vicinity(place));
    json.append('}');
  }

  /** Exact, and no longer than need be: -11840000 is -118.4. */
  static void degrees(StringBuilder json, int hundredThousandths) {
    if (hundredThousandths < 0) {
      json.append('-');
    }
    var magnitude = Math.abs(hundredThousandths);
    json.append(magnitude / 100_000);
    var fraction = magnitude % 100_000;
    if (fraction != 0) {
      json.append('.');
      for (var digit = 10_000; fraction != 0; digit /= 10) {
        json.append((char) ('0' + fraction / digit));
        fraction %= digit;
      }
    }
  }
}
