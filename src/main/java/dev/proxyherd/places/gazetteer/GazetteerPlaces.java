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
    var json = new PlacesJson(index, found.size());
    for (var rank = 0; rank < found.size(); rank++) {
      json.add(found.place(rank), found.metres(rank));
    }
    return new PlacesAnswer(PlacesStatus.OK.name(), json.end());
  }
}
