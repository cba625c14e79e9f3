package dev.proxyherd.peer;

/**
 * What spreading has cost in a {@link SpreadModel}; all but the first and the last an update.
 *
 * @param least how many lines it takes at least
 * @param lines that carried updates
 * @param announcements of updates, without these themselves
 * @param requests for what is missing, and to have no more pushed
 * @param hops to the member that it took most to, in the mean
 * @param nanos until all members had it, in the mean
 * @param everywhere whether all members have all updates
 */
record SpreadCost(
    int least,
    double lines,
    double announcements,
    double requests,
    double hops,
    double nanos,
    boolean everywhere) {}
