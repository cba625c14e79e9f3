package dev.proxyherd.places.gazetteer;

import dev.proxyherd.location.Coordinates;
import dev.proxyherd.places.NearbySearch;
import dev.proxyherd.places.PlacesAnswer;
import dev.proxyherd.places.PlacesStatus;

/**
 * The gazetteer's places in a part of the map, the most prominent first: what a map shows names of.
 * They are the gazetteer's own and never Google's, whose terms keep them off other maps.
 */
public final class PlaceNames {
  /** Of the places around a box, which is not round, some lie outside it. */
  private static final int SPARE = 4;

  private final BackgroundGazetteer gazetteer;

  PlaceNames(BackgroundGazetteer gazetteer) {
    this.gazetteer = gazetteer;
  }

  /**
   * The places in a box, in the form of a Nearby Search without distances. None where the gazetteer
   * is not in use here, or not loaded yet: nobody waits for names.
   *
   * @param southWest one corner
   * @param northEast the other; east of the first, so that the box may span the 180th meridian
   * @param max at most how many, from 1. Among the most prominent around the box, it may be fewer
   *     than there are in it
   */
  public PlacesAnswer within(Coordinates southWest, Coordinates northEast, int max) {
    if (gazetteer.state() != Gazetteer.State.LOADED) {
      return NearbySearch.nothing();
    }
    try {
      return answer(gazetteer.await(), new Box(southWest, northEast), max);
    } catch (IllegalStateException
        | InternalError
        | IndexOutOfBoundsException
        | BackgroundGazetteer.UnavailableException gone) {
      return NearbySearch.nothing(); // it was replaced just now, or is at fault and says so itself
    }
  }

  private static PlacesAnswer answer(PlaceIndex index, Box box, int max) {
    var found = index.search(Rank.PROMINENCE, box.center(), box.radiusMetres(), SPARE * max);
    var json = new PlacesJson(index, max);
    for (var rank = 0; rank < found.size() && json.size() < max; rank++) {
      var text = PlaceFormat.textOf(index.reference(found.place(rank)));
      if (box.holds(index.texts().latitude(text), index.texts().longitude(text))) {
        json.add(found.place(rank));
      }
    }
    return json.size() == 0
        ? NearbySearch.nothing()
        : new PlacesAnswer(PlacesStatus.OK.name(), json.end());
  }

  /** A box, and the circle around it. */
  private record Box(Coordinates southWest, Coordinates northEast) {
    private static final double FULL = 360;

    /** Degrees; a place's are kept to 1e-7. */
    private static final double ROUNDING = 1e-9;

    double width() {
      var width = northEast.longitude() - southWest.longitude();
      return width < 0 ? width + FULL : width;
    }

    Coordinates center() {
      var longitude = southWest.longitude() + width() / 2;
      return new Coordinates(
          (southWest.latitude() + northEast.latitude()) / 2,
          longitude > FULL / 2 ? longitude - FULL : longitude);
    }

    /**
     * To the farthest point of its edge, which may be where it is widest: at the equator. Of a box
     * that spans more than half of the world, it may be anywhere.
     */
    double radiusMetres() {
      if (width() > FULL / 2) {
        return Math.PI * Sphere.EARTH_RADIUS_METRES;
      }
      var center = center();
      var vector = Sphere.vector(center.latitude(), center.longitude());
      var widest = Math.clamp(0, southWest.latitude(), northEast.latitude());
      var chord = 0.0;
      for (var latitude : new double[] {southWest.latitude(), widest, northEast.latitude()}) {
        for (var longitude : new double[] {southWest.longitude(), center.longitude()}) {
          chord = Math.max(chord, squaredChord(vector, Sphere.vector(latitude, longitude)));
        }
      }
      return Sphere.arcMetres(chord) + 1;
    }

    private static double squaredChord(double[] one, double[] other) {
      var sum = 0.0;
      for (var axis = 0; axis < one.length; axis++) {
        sum += (one[axis] - other[axis]) * (one[axis] - other[axis]);
      }
      return sum;
    }

    /** In the units of {@link PlaceTexts}. */
    boolean holds(int latitude, int longitude) {
      var north = latitude / PlaceFormat.DEGREE;
      // From the western edge, 0 to 360: 180 and -180 are the same meridian.
      var east = (longitude / PlaceFormat.DEGREE - southWest.longitude() + FULL) % FULL;
      return north >= southWest.latitude()
          && north <= northEast.latitude()
          && east <= width() + ROUNDING;
    }
  }
}
