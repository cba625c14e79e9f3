package dev.proxyherd.places.imports;

/** In which forms places can be had. */
public enum ImportFormat {
  /** A dump of GeoNames: 19 columns between tabs, and no header. */
  GEONAMES,
  /** Features in a collection, one a line, or as an RFC 8142 text sequence. */
  GEOJSON,
  /** RFC 4180 with a header; by comma, semicolon, tab or bar. */
  CSV
}
