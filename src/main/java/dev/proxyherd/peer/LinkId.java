package dev.proxyherd.peer;

/** One direction of the edge to a neighbour. */
public record LinkId(String neighbour, Direction direction) {
  /** Who dials. */
  public enum Direction {
    /** This member does, and its own updates go out. */
    OUTGOING,
    /** The neighbour does, and its updates come in. */
    INCOMING
  }

  /** The link that this member dials. */
  public static LinkId outgoing(String neighbour) {
    return new LinkId(neighbour, Direction.OUTGOING);
  }

  /** The link that the neighbour dials. */
  public static LinkId incoming(String neighbour) {
    return new LinkId(neighbour, Direction.INCOMING);
  }

  /** For people. */
  @Override
  public String toString() {
    return "link " + (direction == Direction.OUTGOING ? "to " : "from ") + neighbour;
  }
}
