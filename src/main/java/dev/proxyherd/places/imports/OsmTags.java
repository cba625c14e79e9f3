package dev.proxyherd.places.imports;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the tags of OpenStreetMap say of a place. */
final class OsmTags {
  /** Those that say what it is; of several, the first. */
  static final List<String> KIND_KEYS =
      List.of(
          "place",
          "aeroway",
          "railway",
          "amenity",
          "healthcare",
          "tourism",
          "historic",
          "leisure",
          "shop",
          "natural",
          "waterway",
          "office",
          "public_transport",
          "highway",
          "boundary");

  /** Those that say where it is. */
  static final List<String> ADDRESS_KEYS =
      List.of(
          "addr:full",
          "addr:street",
          "addr:place",
          "addr:housenumber",
          "addr:suburb",
          "addr:city",
          "addr:state");

  static final String OBJECT_TYPE = "@type";
  static final String OBJECT_ID = "@id";

  private static final Pattern LONG_ID = Pattern.compile("(?:node|way|relation)/\\d+");
  private static final Pattern SHORT_ID = Pattern.compile("[nwra]\\d{1,18}");

  private final Kinds kinds = Kinds.ofOpenStreetMap();

  /** By the first tag that is in the table; null where none is. */
  Kinds.@Nullable Kind kind(Feature feature) {
    for (var key : KIND_KEYS) {
      var value = feature.property(key);
      var kind = value == null ? null : kinds.find(key, value);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }

  /** "Mill Lane 12, Oxford", as far as it is tagged. */
  static String vicinity(Feature feature) {
    var full = feature.property("addr:full");
    if (full != null) {
      return full;
    }
    var text = new StringBuilder();
    var street = first(feature, "addr:street", "addr:place");
    if (street != null) {
      var number = feature.property("addr:housenumber");
      text.append(street).append(number == null ? "" : " " + number);
    }
    for (var key : List.of("addr:suburb", "addr:city", "addr:state")) {
      var part = feature.property(key);
      if (part != null) {
        text.append(text.isEmpty() ? "" : ", ").append(part);
      }
    }
    return text.toString();
  }

  /**
   * The object's id, lasting as these are: {@code osm:node/123}. Null where nothing says that it is
   * one: what osmium numbers by itself is another number the next time.
   */
  static @Nullable String id(Feature feature, boolean tagged) {
    var type = feature.property(OBJECT_TYPE);
    var number = feature.property(OBJECT_ID);
    if (type != null && number != null && LONG_ID.matcher(type + '/' + number).matches()) {
      return "osm:" + type + '/' + number;
    }
    var id = feature.id() == null ? number : feature.id();
    if (id == null) {
      return null;
    }
    if (LONG_ID.matcher(id).matches()) {
      return "osm:" + id;
    }
    if (tagged && SHORT_ID.matcher(id).matches()) {
      return "osm:" + object(id.charAt(0), Long.parseLong(id.substring(1)));
    }
    return null;
  }

  /** As osmium abbreviates it; it counts areas, which are made of a way or a relation, by two. */
  private static String object(char kind, long number) {
    return switch (kind) {
      case 'n' -> "node/" + number;
      case 'w' -> "way/" + number;
      case 'r' -> "relation/" + number;
      default -> (number % 2 == 0 ? "way/" : "relation/") + number / 2;
    };
  }

  private static @Nullable String first(Feature feature, String... keys) {
    for (var key : keys) {
      var value = feature.property(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
