package dev.proxyherd.peer;

/** What a neighbour does for this member's start: it sends what this member has missed. */
public enum CatchUp {
  /** This member has taken all that the neighbour had when its link came up. */
  DONE,
  /** It is on its way, or it is not known yet whether the neighbour is there. */
  WAITING,
  /** The neighbour has not dialled, and did not answer or refused when it was dialled. */
  UNREACHABLE,
  /** Another replica of this member has the links, and takes what they bring for all of them. */
  ELSEWHERE;

  /** How it is with this neighbour now. */
  public static CatchUp of(Neighbour neighbour) {
    if (neighbour.hasCaughtUsUp()) {
      return DONE;
    }
    if (neighbour.incoming() == LinkState.UP) {
      return WAITING;
    }
    if (neighbour.incoming() == LinkState.ELSEWHERE) {
      return ELSEWHERE;
    }
    return switch (neighbour.outgoing()) {
      case ELSEWHERE -> ELSEWHERE;
      case UP, CONNECTING -> WAITING;
      // One that has begun to send is there: its link broke, and will be back.
      case DOWN, REFUSED -> neighbour.taken() > 0 ? WAITING : UNREACHABLE;
    };
  }
}
