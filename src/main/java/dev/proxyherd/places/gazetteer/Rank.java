package dev.proxyherd.places.gazetteer;

/** Which places are named first, and which if there are more than were asked for. */
public enum Rank {
  /** The nearest; of equally near ones the more prominent. */
  DISTANCE,
  /** The most prominent; of equally prominent ones the nearer. */
  PROMINENCE
}
