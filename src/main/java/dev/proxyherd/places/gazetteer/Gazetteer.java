package dev.proxyherd.places.gazetteer;

/** How the built-in gazetteer is doing; for whoever reports a member's health. */
public interface Gazetteer {

  /** Where the gazetteer stands. */
  State state();

  /** How many places it knows: 0 unless {@link State#LOADED}. */
  int size();

  /** The life of a gazetteer. It only ever goes forward. */
  enum State {
    /** Places come from somewhere else; nothing was loaded and nothing is wrong. */
    UNUSED,
    /** Being read in the background; look-ups wait for it. */
    LOADING,
    /** Answering. */
    LOADED,
    /** The resource could not be read: look-ups are answered with {@code UNKNOWN_ERROR}. */
    FAILED
  }
}
