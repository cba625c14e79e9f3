package dev.proxyherd.location;

/**
 * One entry of a change feed.
 *
 * @param location the client's newest record
 * @param number the store's change number: when it came to hold that record
 */
public record Change(ClientLocation location, long number) {}
