package dev.proxyherd.location;

/**
 * How far a member has taken a neighbour's change feed.
 *
 * @param sender the neighbour's name
 * @param epoch names the neighbour's store; its numbers mean nothing in another
 * @param number the neighbour's change number up to which everything has been taken
 */
public record Receipt(String sender, String epoch, long number) {}
