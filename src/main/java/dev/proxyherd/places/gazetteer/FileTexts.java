package dev.proxyherd.places.gazetteer;

import static dev.proxyherd.places.gazetteer.PlaceFormat.INT;
import static dev.proxyherd.places.gazetteer.PlaceFormat.LENGTH_BYTES;
import static dev.proxyherd.places.gazetteer.PlaceFormat.LONG;
import static dev.proxyherd.places.gazetteer.PlaceFormat.SHORT;

import java.lang.foreign.MemorySegment;

/**
 * What a file of places knows of them; a place's number is where in the section its text is.
 *
 * @param bytes the section
 */
record FileTexts(MemorySegment bytes) implements PlaceTexts {
  private static final byte[] VICINITY = JsonBytes.utf8(", \"vicinity\": \"");
  private static final byte[] QUOTE = JsonBytes.utf8("\"");

  @Override
  public int latitude(long place) {
    return bytes.get(INT, place);
  }

  @Override
  public int longitude(long place) {
    return bytes.get(INT, place + PlaceFormat.TEXT_LONGITUDE);
  }

  @Override
  public void name(JsonBytes json, long place) {
    var length = length(place + PlaceFormat.TEXT_NAME_LENGTH);
    json.append(
        bytes,
        place + PlaceFormat.TEXT_HEAD_BYTES + length(place + PlaceFormat.TEXT_ID_LENGTH),
        length);
  }

  @Override
  public void id(JsonBytes json, long place) {
    var length = length(place + PlaceFormat.TEXT_ID_LENGTH);
    json.append(bytes, place + PlaceFormat.TEXT_HEAD_BYTES, length);
  }

  @Override
  public void vicinity(JsonBytes json, long place) {
    var at = bytes.get(LONG, place + PlaceFormat.TEXT_VICINITY);
    if (at != PlaceFormat.NO_VICINITY) {
      json.append(VICINITY).append(bytes, at + LENGTH_BYTES, length(at)).append(QUOTE);
    }
  }

  private int length(long at) {
    return Short.toUnsignedInt(bytes.get(SHORT, at));
  }
}
