package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesStatus;

/** Places as the text of a Nearby Search. */
final class PlacesJson {
  private static final int PLACE_BYTES = 256;
  private static final byte[] FIRST = JsonBytes.utf8(NearbySearch.FIRST);
  private static final byte[] NEXT = JsonBytes.utf8(NearbySearch.NEXT);
  private static final byte[] END = JsonBytes.utf8(NearbySearch.end(PlacesStatus.OK));
  private static final byte[] LATITUDE = JsonBytes.utf8("{\"geometry\": {\"location\": {\"lat\": ");
  private static final byte[] LONGITUDE = JsonBytes.utf8(", \"lng\": ");
  private static final byte[] NAME = JsonBytes.utf8("}}, \"name\": \"");
  private static final byte[] ID = JsonBytes.utf8("\", \"place_id\": \"");
  private static final byte[] TYPES = JsonBytes.utf8("\", \"types\": ");
  private static final byte[] DISTANCE = JsonBytes.utf8(", \"distance_meters\": ");
  private static final byte[] CLOSE = JsonBytes.utf8("}");

  private final PlaceIndex index;
  private final JsonBytes json;
  private int size;

  /**
   * @param places how many are expected
   */
  PlacesJson(PlaceIndex index, int places) {
    this.index = index;
    json = new JsonBytes(PLACE_BYTES * (places + 1)).append(index.opening());
  }

  /** How many places are in it. */
  int size() {
    return size;
  }

  void add(int place) {
    write(place);
    json.append(CLOSE);
  }

  void add(int place, double metres) {
    write(place);
    json.append(DISTANCE).number((int) Math.round(metres)).append(CLOSE);
  }

  private void write(int place) {
    json.append(size++ == 0 ? FIRST : NEXT);
    var texts = index.texts();
    var reference = index.reference(place);
    var text = PlaceFormat.textOf(reference);
    json.append(LATITUDE).degrees(texts.latitude(text));
    json.append(LONGITUDE).degrees(texts.longitude(text));
    texts.name(json.append(NAME), text);
    texts.id(json.append(ID), text);
    json.append(TYPES).append(index.types(reference));
    texts.vicinity(json, text);
  }

  /** The text, of at least one place; nothing may be added any more. */
  ByteString end() {
    return json.append(END).toByteString();
  }
}
