package dev.proxyherd.places.gazetteer;

/**
 * What the built-in gazetteer knows of its places; a place's number is its row.
 *
 * @param table the places
 * @param vicinities theirs, as JSON
 */
record TableTexts(PlaceTable table, Vicinities vicinities) implements PlaceTexts {
  private static final int DEGREE = (int) PlaceFormat.DEGREE / PlaceTable.DEGREE;
  private static final byte[] GEONAMES = JsonBytes.utf8(PlaceTable.GEONAMES);
  private static final byte[] VICINITY = JsonBytes.utf8(", \"vicinity\": ");

  @Override
  public int latitude(long place) {
    return table.latitudes()[(int) place] * DEGREE;
  }

  @Override
  public int longitude(long place) {
    return table.longitudes()[(int) place] * DEGREE;
  }

  @Override
  public void name(JsonBytes json, long place) {
    json.escape(table.names(), (int) place);
  }

  @Override
  public void id(JsonBytes json, long place) {
    var id = table.ids()[(int) place];
    if (id == 0) {
      json.append(JsonBytes.utf8(table.placeId((int) place)));
    } else {
      json.append(GEONAMES).number(id);
    }
  }

  @Override
  public void vicinity(JsonBytes json, long place) {
    json.append(VICINITY).append(vicinities.of((int) place));
  }
}
