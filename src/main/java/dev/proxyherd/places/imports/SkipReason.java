package dev.proxyherd.places.imports;

/** Why something that was read is not among the places. */
public enum SkipReason {
  NO_COORDINATES("no coordinates"),
  OUT_OF_RANGE("latitude beyond 90 or longitude beyond 180 degrees"),
  NO_NAME("no name"),
  NOT_UTF8("a text that is not UTF-8"),
  CONTROL_CHARACTER("a control character in a text"),
  TOO_LONG("a line or a text that is too long"),
  COLUMNS("another number of columns"),
  QUOTES("text behind a closing quote"),
  NOT_JSON("not JSON"),
  NOT_A_FEATURE("not a GeoJSON feature"),
  NOT_A_POINT("not a point"),
  DUPLICATE("there before"),
  NO_LONGER_THERE("no longer there, says GeoNames", false),
  FEATURE_CLASS("of another feature class", false),
  POPULATION("of fewer inhabitants", false);

  private final String words;
  private final boolean fault;

  SkipReason(String words) {
    this(words, true);
  }

  SkipReason(String words, boolean fault) {
    this.words = words;
    this.fault = fault;
  }

  /** For whoever has the file. */
  public String words() {
    return words;
  }

  /** Whether something is wrong with it: otherwise it was left out on purpose. */
  public boolean isFault() {
    return fault;
  }
}
