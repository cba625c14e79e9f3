package dev.proxyherd.location;

/**
 * What of a store's changes somebody has not seen.
 *
 * @param changes how many, counted up to a limit
 * @param first the number of the first of those that were counted; 0 when there is none
 */
public record Backlog(int changes, long first) {}
