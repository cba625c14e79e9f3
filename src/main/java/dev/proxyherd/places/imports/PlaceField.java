package dev.proxyherd.places.imports;

import java.util.List;
import java.util.Locale;

/** What is looked for in CSV columns and GeoJSON properties, and under which names. */
public enum PlaceField {
  NAME,
  LATITUDE,
  LONGITUDE,
  ID,
  TYPES,
  VICINITY,
  PROMINENCE;

  /** The first of them that there is, is taken. */
  List<String> names() {
    return switch (this) {
      case NAME -> List.of("name", "name:en", "title", "label");
      case LATITUDE -> List.of("latitude", "lat", "y");
      case LONGITUDE -> List.of("longitude", "lon", "lng", "long", "x");
      case ID -> List.of("id", "@id", "place_id");
      case TYPES -> List.of("types", "type", "category");
      case VICINITY -> List.of("vicinity", "address");
      case PROMINENCE -> List.of("prominence", "population");
    };
  }

  /** Whether a table without it is of no use. */
  boolean isNeededInTables() {
    return this == NAME || this == LATITUDE || this == LONGITUDE;
  }

  /** As it is written in {@code --column}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
