package dev.proxyherd.places.gazetteer;

import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.Places;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesQuery;
import dev.proxyherd.places.PlacesStatus;

/**
 * Answers from the gazetteer, in the form of a Nearby Search.
 *
 * <p>Nothing is made up: a place has what its source knows of it, and no rating, photo or opening
 * hours.
 */
final class GazetteerPlaces implements Places {
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

  private final BackgroundGazetteer gazetteer;
  private final Rank rank;

  GazetteerPlaces(BackgroundGazetteer gazetteer, Rank rank) {
    this.gazetteer = gazetteer;
    this.rank = rank;
  }

  @Override
  public PlacesAnswer near(PlacesQuery query) {
    try {
      var index = gazetteer.await();
      try {
        return answer(index, query);
      } catch (IllegalStateException closed) {
        // It was replaced, and somebody who looks so long is not waited for: once more.
        return answer(gazetteer.await(), query);
      }
    } catch (InternalError | IndexOutOfBoundsException fault) {
      return NearbySearch.failure(PlacesStatus.UNKNOWN_ERROR, gazetteer.report(fault));
    } catch (BackgroundGazetteer.UnavailableException unavailable) {
      return NearbySearch.failure(PlacesStatus.UNKNOWN_ERROR, unavailable.advice);
    }
  }

  /**
   * Also from a file: all of it was read when it was opened, so that the system has it in memory.
   * Where that is short, a look-up waits for the disk now and then, and nobody can know when.
   */
  @Override
  public boolean isImmediate() {
    return gazetteer.state() == Gazetteer.State.LOADED;
  }

  private PlacesAnswer answer(PlaceIndex index, PlacesQuery query) {
    var found = index.search(rank, query.center(), query.radiusMetres(), query.bound());
    if (found.size() == 0) {
      return NearbySearch.nothing();
    }
    var json = new JsonBytes(PLACE_BYTES * (found.size() + 1)).append(index.opening());
    for (var place = 0; place < found.size(); place++) {
      json.append(place == 0 ? FIRST : NEXT);
      write(json, index, found.place(place));
      json.append(DISTANCE).number((int) Math.round(found.metres(place))).append(CLOSE);
    }
    return new PlacesAnswer(PlacesStatus.OK.name(), json.append(END).toByteString());
  }

  private static void write(JsonBytes json, PlaceIndex index, int place) {
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
}
