package dev.proxyherd.places.gazetteer;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** How the gazetteer is doing; for whoever reports a member's health. */
public interface Gazetteer {

  /** Where the gazetteer stands. */
  State state();

  /** How many places it knows: 0 unless {@link State#LOADED}. */
  int size();

  /** The file its places are in; empty for those in the jar. */
  Optional<Path> file();

  /** Since when it has the places that it has. */
  Optional<Instant> since();

  /** How many files were refused since the member started. */
  long refused();

  /** Why the latest file was refused, or what became of the one in use; empty if all is well. */
  Optional<String> trouble();

  /** The life of a gazetteer. It only ever goes forward, unless a good file follows a bad one. */
  enum State {
    /** Places come from somewhere else; nothing was loaded and nothing is wrong. */
    UNUSED,
    /** Being read in the background; look-ups wait for it. */
    LOADING,
    /** Answering. */
    LOADED,
    /** The places could not be read: look-ups are answered with {@code UNKNOWN_ERROR}. */
    FAILED
  }
}
