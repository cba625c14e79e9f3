package dev.proxyherd.site;

import dev.proxyherd.location.Change;

/**
 * A change of a bucket that a replica has made.
 *
 * @param previous the bucket's last number before it: who has read up to there misses nothing
 * @param from the neighbour that it was learned from; empty for a client's own word
 */
record News(int bucket, long previous, Change change, String from) {}
