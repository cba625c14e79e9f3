package dev.proxyherd.places.google;

/**
 * What Google charges a call of Nearby Search as, cheapest first: one price a call, whatever comes
 * back.
 */
public enum PriceClass {
  /** Google's SKU "Nearby Search Pro", the cheapest that the new API has. */
  PRO("pro"),
  /** "Nearby Search Enterprise": ratings, prices, opening hours, telephone numbers. */
  ENTERPRISE("enterprise"),
  /** "Nearby Search Enterprise + Atmosphere": what can be had and done at a place. */
  ATMOSPHERE("atmosphere"),
  /** The legacy Nearby Search, which has all fields and one price. */
  LEGACY("legacy");

  private final String label;

  PriceClass(String label) {
    this.label = label;
  }

  /** As settings, meters and messages name it: {@code pro}. */
  public String label() {
    return label;
  }
}
