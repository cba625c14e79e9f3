package dev.proxyherd.peer;

/**
 * What it has cost a herd to spread updates; all but the first three and the hops an update.
 *
 * @param members of the herd
 * @param edges of the herd; twice as many links
 * @param updates that clients have told
 * @param lines AT lines on all links
 * @param superfluous those among them of which the receiver had the record, or a newer one
 * @param bytes of the AT lines
 * @param otherLines MARK and ACK, heartbeats among them
 * @param otherBytes of these
 * @param hops to the member that it took most to, in the mean of all updates
 * @param mostHops of any update
 * @param nanos until all members had the update, or a newer one of the same client; in the mean
 * @param rendered AT lines, by the member that sent most
 * @param parsed AT lines, by the member that got most; each is an offer to its store
 */
record Spread(
    int members,
    int edges,
    int updates,
    double lines,
    double superfluous,
    double bytes,
    double otherLines,
    double otherBytes,
    double hops,
    int mostHops,
    double nanos,
    double rendered,
    double parsed) {
  /** Each member has to be told once, but for the one that the client told. */
  int least() {
    return members - 1;
  }

  /** Each link both ways, but for the ones by which it came: the most that flooding takes. */
  int most() {
    return 2 * edges - least();
  }

  /** How many times the least. */
  double factor() {
    return lines / least();
  }
}
