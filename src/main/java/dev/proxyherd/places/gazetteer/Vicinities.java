package dev.proxyherd.places.gazetteer;

import dev.proxyherd.places.NearbySearch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** In which regions places lie, as JSON strings: made when first asked for, once a region. */
final class Vicinities {
  private final PlaceTable table;
  private final AtomicReferenceArray<byte[]> ofRegions;

  Vicinities(PlaceTable table) {
    this.table = table;
    ofRegions = new AtomicReferenceArray<>(table.regionParents().length);
  }

  /** The place's; not to be changed. */
  byte[] of(int place) {
    var region = table.regions()[place];
    var known = ofRegions.get(region);
    if (known != null) {
      return known;
    }
    var json = new StringBuilder();
    NearbySearch.quote(json, table.vicinity(place));
    var made = JsonBytes.utf8(json.toString());
    ofRegions.set(region, made);
    return made;
  }
}
