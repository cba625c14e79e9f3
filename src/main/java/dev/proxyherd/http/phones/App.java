package dev.proxyherd.http.phones;

import java.util.Locale;

/** The apps, as meters name them. */
public enum App {
  OWNTRACKS,
  /** And all others that speak OsmAnd's form. */
  TRACCAR;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
