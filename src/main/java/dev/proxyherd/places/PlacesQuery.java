package dev.proxyherd.places;

import dev.proxyherd.location.Coordinates;

/**
 * What a WHATSAT asks of a places source.
 *
 * @param center the recorded location of the client
 * @param radiusMetres more than 0, at most 50,000
 * @param bound at most how many places, 1 to 20
 */
public record PlacesQuery(Coordinates center, double radiusMetres, int bound) {}
