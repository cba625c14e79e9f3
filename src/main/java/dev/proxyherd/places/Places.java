package dev.proxyherd.places;

/** A source of named places. */
public interface Places {
  /**
   * Looks up what is near a point.
   *
   * <p>Blocks the calling thread, which is expected to be a virtual one, for no longer than the
   * source's own deadline. Never throws for a failure of the source: a failure is an answer too.
   */
  PlacesAnswer near(PlacesQuery query);

  /** Whether {@link #near} would answer from memory now, without waiting for anybody. */
  default boolean isImmediate() {
    return false;
  }
}
