package dev.proxyherd.site;

import dev.proxyherd.location.ClientLocation;

/**
 * A record on its way into the engine.
 *
 * @param from the neighbour that it was learned from, and that has it; empty for none
 * @param isOwn whether it is a client's own word, which may be refused for want of room
 * @param expired whether its time is up, so that it is not to be taken
 */
record Candidate(ClientLocation location, String from, boolean isOwn, boolean expired) {
  /** As a letter that {@code proxyherd1_offer} knows. */
  char kind() {
    if (expired) {
      return 'x';
    }
    return isOwn ? 'c' : 'n';
  }
}
