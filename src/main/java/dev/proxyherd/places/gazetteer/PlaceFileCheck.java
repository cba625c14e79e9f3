package dev.proxyherd.places.gazetteer;

import static dev.proxyherd.places.gazetteer.PlaceFormat.DOUBLE;
import static dev.proxyherd.places.gazetteer.PlaceFormat.LENGTH_BYTES;
import static dev.proxyherd.places.gazetteer.PlaceFormat.LONG;
import static dev.proxyherd.places.gazetteer.PlaceFormat.SHORT;

import java.lang.foreign.MemorySegment;

/**
 * Goes over all places of a file that is as it was written, and sees whether it was written well:
 * whether everything that points somewhere points into the file.
 */
final class PlaceFileCheck {
  private final MemorySegment points;
  private final MemorySegment texts;
  private final int typeSets;

  PlaceFileCheck(MemorySegment points, FileTexts texts, TypeSets types) {
    this.points = points;
    this.texts = texts.bytes();
    typeSets = types.size();
  }

  /**
   * Checks.
   *
   * @throws IndexOutOfBoundsException if something points elsewhere
   * @throws IllegalArgumentException if a point is not on the earth
   */
  void run() {
    for (var at = 0L; at < points.byteSize(); at += PlaceFormat.POINT_BYTES) {
      var x = points.get(DOUBLE, at);
      var y = points.get(DOUBLE, at + Double.BYTES);
      var z = points.get(DOUBLE, at + 2 * Double.BYTES);
      // The other way round it would let numbers pass that are none.
      if (!(Math.abs(x * x + y * y + z * z - 1) < 1e-9)
          || !Double.isFinite(points.get(DOUBLE, at + PlaceFormat.POINT_PROMINENCE))) {
        throw new IllegalArgumentException("a point is not on the earth");
      }
      var reference = points.get(LONG, at + PlaceFormat.POINT_REFERENCE);
      if (PlaceFormat.typesOf(reference) >= typeSets) {
        throw new IndexOutOfBoundsException("a place has types that are not there");
      }
      text(PlaceFormat.textOf(reference));
    }
  }

  private void text(long at) {
    require(at, PlaceFormat.TEXT_HEAD_BYTES);
    var id = Short.toUnsignedLong(texts.get(SHORT, at + PlaceFormat.TEXT_ID_LENGTH));
    var name = Short.toUnsignedLong(texts.get(SHORT, at + PlaceFormat.TEXT_NAME_LENGTH));
    require(at + PlaceFormat.TEXT_HEAD_BYTES, id + name);
    var vicinity = texts.get(LONG, at + PlaceFormat.TEXT_VICINITY);
    if (vicinity != PlaceFormat.NO_VICINITY) {
      require(vicinity, LENGTH_BYTES);
      require(vicinity + LENGTH_BYTES, Short.toUnsignedLong(texts.get(SHORT, vicinity)));
    }
  }

  private void require(long at, long bytes) {
    if (at < 0 || at > texts.byteSize() - bytes) {
      throw new IndexOutOfBoundsException("a place has a text that is not there");
    }
  }
}
