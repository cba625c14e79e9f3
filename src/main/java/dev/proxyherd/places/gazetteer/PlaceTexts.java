package dev.proxyherd.places.gazetteer;

/** What is known of places, by the number that a {@linkplain PlaceFormat#textOf point} has. */
interface PlaceTexts {
  /** In 1e-7 degrees. */
  int latitude(long place);

  /** In 1e-7 degrees. */
  int longitude(long place);

  /** Appends the name, as it stands in a JSON string. */
  void name(JsonBytes json, long place);

  /** Appends the id likewise. */
  void id(JsonBytes json, long place);

  /** Appends a member with the vicinity, and a comma before it; nothing if there is none. */
  void vicinity(JsonBytes json, long place);
}
