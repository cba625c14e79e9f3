package dev.proxyherd.places.gazetteer;

import java.io.IOException;

/**
 * The gazetteer, ready to be asked.
 *
 * @param table what is known of each place
 * @param tree finds places by where they are
 * @param vicinities of the places, as JSON
 */
record PlaceIndex(PlaceTable table, PlaceTree tree, Vicinities vicinities) {

  static PlaceIndex builtIn() throws IOException {
    return of(GazetteerFile.read());
  }

  static PlaceIndex of(PlaceTable table) {
    return new PlaceIndex(
        table, new PlaceTree(table.latitudes(), table.longitudes()), new Vicinities(table));
  }
}
