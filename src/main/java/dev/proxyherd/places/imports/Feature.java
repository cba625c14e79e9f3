package dev.proxyherd.places.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What counts of one GeoJSON feature. Read token by token: of a shape only its box is kept. */
final class Feature {
  private final Set<String> wanted;
  private final Map<String, String> properties = new HashMap<>();
  private @Nullable String id;
  private @Nullable String type;
  private @Nullable String geometryType;
  private final Box box = new Box();

  /**
   * @param wanted the properties that are kept
   */
  Feature(Set<String> wanted) {
    this.wanted = wanted;
  }

  /** Reads the member of the feature that the parser has come to, whose name it has read. */
  void readMember(JsonParser parser, String name) {
    switch (name) {
      case "type" -> type = scalar(parser);
      case "id" -> id = scalar(parser);
      case "properties" -> readProperties(parser);
      case "geometry" -> readGeometry(parser);
      default -> parser.skipChildren();
    }
  }

  private void readProperties(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      var value = wanted.contains(name) ? scalar(parser) : null;
      if (value == null) {
        parser.skipChildren();
      } else {
        properties.put(name, value);
      }
    }
  }

  private void readGeometry(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (var name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "type" -> geometryType = scalar(parser);
        case "coordinates" -> box.read(parser);
        default -> parser.skipChildren();
      }
    }
  }

  /** A text, number or truth value as text; null, and nothing read, where it is none of these. */
  private static @Nullable String scalar(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          parser.getString();
      case START_OBJECT, START_ARRAY -> {
        parser.skipChildren();
        yield null;
      }
      default -> null;
    };
  }

  boolean isFeature() {
    return "Feature".equals(type);
  }

  /** The feature's own id, as text. */
  @Nullable String id() {
    return id;
  }

  /** A property as text; null where it is not wanted, not there, or no single value. */
  @Nullable String property(String name) {
    return properties.get(name);
  }

  /**
   * Where it is: of a point, the point; of an area, the centre of the box around it.
   *
   * @param areas whether areas count
   * @return null where the feature is nothing of the kind
   */
  @Nullable Point point(boolean areas) {
    if ("Point".equals(geometryType)) {
      return box.positions() <= 1 ? box.centre() : null;
    }
    var area = "Polygon".equals(geometryType) || "MultiPolygon".equals(geometryType);
    return area && areas && !box.isWiderThanHalfTheWorld() ? box.centre() : null;
  }

  /** Whether it says that it is nowhere. */
  boolean hasNoGeometry() {
    return geometryType == null;
  }

  /** Degrees; not a number where it is not said. */
  record Point(double latitude, double longitude) {}
}
