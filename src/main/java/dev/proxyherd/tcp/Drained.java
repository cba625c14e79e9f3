package dev.proxyherd.tcp;

/**
 * How the connections of a server ended when it was drained.
 *
 * @param answered how many were given an answer to all that had arrived
 * @param cut how many were not, for want of time: their clients do not read, or wait for places
 */
public record Drained(int answered, int cut) {}
