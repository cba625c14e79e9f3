package dev.proxyherd.places.gazetteer;

import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;

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

  private static final int PLACE_BYTES = 256;
  private static final byte[] OPEN = open();
  private static final byte[] FIRST = JsonBytes.utf8(NearbySearch.FIRST);
  private static final byte[] NEXT = JsonBytes.utf8(NearbySearch.NEXT);
  private static final byte[] END = JsonBytes.utf8(NearbySearch.end(PlacesStatus.OK));
  private static final byte[] LATITUDE = JsonBytes.utf8("{\"geometry\": {\"location\": {\"lat\": ");
  private static final byte[] LONGITUDE = JsonBytes.utf8(", \"lng\": ");
  private static final byte[] NAME = JsonBytes.utf8("}}, \"name\": ");
  private static final byte[] ID = JsonBytes.utf8(", \"place_id\": \"");
  private static final byte[] CLOSE = JsonBytes.utf8("}");
  private static final byte[] LOCALITY = types("locality");
  private static final byte[] PART_OF_LOCALITY = types("neighborhood");

  private final BackgroundGazetteer gazetteer;

  GazetteerPlaces(BackgroundGazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    try {
      var index = gazetteer.await();
      var found = index.tree().nearest(query.center(), query.radiusMetres(), query.bound());
      return found.length == 0 ? NearbySearch.nothing() : answer(index, found);
    } catch (BackgroundGazetteer.UnavailableException unavailable) {
      return NearbySearch.failure(PlacesStatus.UNKNOWN_ERROR, unavailable.advice);
    }
  }

  @Override
  public boolean isImmediate() {
    return gazetteer.state() == Gazetteer.State.LOADED;
  }

  private static byte[] open() {
    var json = new StringBuilder();
    NearbySearch.open(json, ATTRIBUTION);
    return JsonBytes.utf8(json.toString());
  }

  private static byte[] types(String kind) {
    return JsonBytes.utf8("\", \"types\": [\"" + kind + "\", \"political\"], \"vicinity\": ");
  }

  private static PlacesAnswer answer(PlaceIndex index, int[] found) {
    var json = new JsonBytes(PLACE_BYTES * (found.length + 1)).append(OPEN);
    for (var rank = 0; rank < found.length; rank++) {
      place(json.append(rank == 0 ? FIRST : NEXT), index, found[rank]);
    }
    return new PlacesAnswer(PlacesStatus.OK.name(), json.append(END).toByteString());
  }

  private static void place(JsonBytes json, PlaceIndex index, int place) {
    var table = index.table();
    json.append(LATITUDE).degrees(table.latitudes()[place]);
    json.append(LONGITUDE).degrees(table.longitudes()[place]);
    json.append(NAME).quote(table.names(), place);
    json.append(ID).append(JsonBytes.utf8(table.placeId(place)));
    var part = table.kinds()[place] == PlaceTable.PART_OF_LOCALITY;
    json.append(part ? PART_OF_LOCALITY : LOCALITY);
    json.append(index.vicinities().of(place)).append(CLOSE);
  }
}
