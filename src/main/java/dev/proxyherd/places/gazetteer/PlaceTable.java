package dev.proxyherd.places.gazetteer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The built-in gazetteer's records, column by column, in the order of {@link PlaceTree}.
 *
 * @param names the places' names
 * @param latitudes in 1e-5 degrees, as GeoNames has them
 * @param longitudes likewise
 * @param ids GeoNames ids; 0 where none is known
 * @param kinds {@link #UNKNOWN}, {@link #LOCALITY} or {@link #PART_OF_LOCALITY}
 * @param populations inhabitants; 0 where they are not known
 * @param regions each place's innermost region, an index into the next two
 * @param regionNames divisions' names; countries by their ISO 3166 code
 * @param regionParents the region around a region; -1 around a country
 */
@SuppressWarnings("ArrayRecordComponent") // columns; tables are never compared
record PlaceTable(
    TextColumn names,
    int[] latitudes,
    int[] longitudes,
    int[] ids,
    byte[] kinds,
    int[] populations,
    int[] regions,
    TextColumn regionNames,
    int[] regionParents) {

  /** Coordinates are in parts of a degree. */
  static final int DEGREE = 100_000;

  /** What an id begins with that is GeoNames'. */
  static final String GEONAMES = "geonames:";

  static final byte UNKNOWN = 0;
  static final byte LOCALITY = 1;
  static final byte PART_OF_LOCALITY = 2;

  /** By ISO 3166 code. Bounded by the countries that there are. */
  private static final Map<String, String> COUNTRY_NAMES = new ConcurrentHashMap<>();

  int size() {
    return latitudes.length;
  }

  /**
   * A name for the place that lasts: its GeoNames id, else a hash (FNV-1a) over country, name and
   * coordinates, which stays while the record stays as it is.
   */
  String placeId(int place) {
    if (ids[place] != 0) {
      return GEONAMES + ids[place];
    }
    var identity =
        countryCode(place)
            + '|'
            + names.get(place)
            + '|'
            + latitudes[place]
            + '|'
            + longitudes[place];
    return PlaceEncoder.hashId(identity);
  }

  /**
   * The places as points of a tree, whose order they have.
   *
   * @param types takes the combinations of types that there are
   */
  byte[] points(TypeSets types) {
    var locality = types.number(List.of("locality", "political"));
    var part = types.number(List.of("neighborhood", "political"));
    var points =
        ByteBuffer.allocate(PlaceFormat.POINT_BYTES * size()).order(ByteOrder.LITTLE_ENDIAN);
    for (var place = 0; place < size(); place++) {
      PlaceEncoder.putPoint(
          points,
          (double) latitudes[place] / DEGREE,
          (double) longitudes[place] / DEGREE,
          populations[place],
          PlaceFormat.reference(place, kinds[place] == PART_OF_LOCALITY ? part : locality));
    }
    return points.array();
  }

  /** Where the place lies, from the inside out: "Los Angeles County, California, United States". */
  String vicinity(int place) {
    var text = new StringBuilder();
    var region = regions[place];
    for (; regionParents[region] >= 0; region = regionParents[region]) {
      text.append(regionNames.get(region)).append(", ");
    }
    return text.append(countryName(regionNames.get(region))).toString();
  }

  /** The JDK's own name for it; remembered, since it looks names up at some length. */
  private static String countryName(String code) {
    var known = COUNTRY_NAMES.get(code);
    if (known != null) {
      return known;
    }
    var name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    COUNTRY_NAMES.put(code, name);
    return name;
  }

  private String countryCode(int place) {
    var region = regions[place];
    while (regionParents[region] >= 0) {
      region = regionParents[region];
    }
    return regionNames.get(region);
  }
}
