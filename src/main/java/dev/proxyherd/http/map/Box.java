package dev.proxyherd.http.map;

import dev.proxyherd.http.Parameters;
import dev.proxyherd.http.ProblemException;
import dev.proxyherd.location.Coordinates;

/**
 * A part of the map between two meridians and two circles of latitude.
 *
 * @param southWest one corner
 * @param northEast the other; where its longitude is the lesser one, the box is over the date line
 */
record Box(Coordinates southWest, Coordinates northEast) {
  private static final String RIGHT =
      "south,west,north,east in decimal degrees, such as 33.7,-118.7,34.4,-117.9";

  /**
   * Reads a parameter.
   *
   * @throws ProblemException 400
   */
  static Box of(Parameters parameters, String name) {
    var text = parameters.text(name);
    var edges = text == null ? new String[0] : text.split(",", -1);
    if (edges.length != 4) {
      throw parameters.wrong(name, RIGHT);
    }
    var southWest = Parameters.parsePoint(edges[0] + ',' + edges[1]);
    var northEast = Parameters.parsePoint(edges[2] + ',' + edges[3]);
    if (southWest.isEmpty()
        || northEast.isEmpty()
        || southWest.get().latitude() > northEast.get().latitude()) {
      throw parameters.wrong(name, RIGHT);
    }
    return new Box(southWest.get(), northEast.get());
  }
}
