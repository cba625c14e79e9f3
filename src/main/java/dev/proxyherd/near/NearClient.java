package dev.proxyherd.near;

import dev.proxyherd.location.ClientLocation;

/**
 * A client that is near a point.
 *
 * @param location its record, never a tombstone
 * @param distanceMetres how far it is, by the great circle of a sphere with the earth's mean radius
 */
public record NearClient(ClientLocation location, double distanceMetres) {}
