package dev.proxyherd.places.imports;

import dev.proxyherd.places.imports.Feature.Point;
import tools.jackson.core.JsonParser;

/** The box around GeoJSON coordinates, however deep they lie and however many there are. */
final class Box {
  private static final double HALF_THE_WORLD = 180;

  private double west = Double.POSITIVE_INFINITY;
  private double east = Double.NEGATIVE_INFINITY;
  private double south = Double.POSITIVE_INFINITY;
  private double north = Double.NEGATIVE_INFINITY;
  private long positions;

  /** Reads the array that the parser has come to; anything else is read and left. */
  void read(JsonParser parser) {
    var depth = 0;
    var axis = 0;
    var longitude = Double.NaN;
    do {
      switch (parser.currentToken()) {
        case START_ARRAY -> {
          depth++;
          axis = 0;
        }
        case END_ARRAY -> {
          depth--;
          axis = 0;
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          if (axis == 0) {
            longitude = parser.getDoubleValue();
          } else if (axis == 1) {
            add(parser.getDoubleValue(), longitude);
          }
          axis++;
        }
        default -> parser.skipChildren();
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private void add(double latitude, double longitude) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
    positions++;
  }

  long positions() {
    return positions;
  }

  /** A shape across 180 degrees is to be cut there, says RFC 7946: its box would be the world. */
  boolean isWiderThanHalfTheWorld() {
    return east - west > HALF_THE_WORLD;
  }

  /** Of one position, that position; of none, not a number. */
  Point centre() {
    if (positions == 0) {
      return new Point(Double.NaN, Double.NaN);
    }
    return positions == 1
        ? new Point(north, east)
        : new Point(south + (north - south) / 2, west + (east - west) / 2);
  }
}
