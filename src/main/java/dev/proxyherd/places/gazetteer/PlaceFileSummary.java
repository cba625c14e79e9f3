package dev.proxyherd.places.gazetteer;

/**
 * What became of an import.
 *
 * @param places how many are in the file
 * @param bytes the file's length
 * @param typesLeftOut how many places are in it without their types, since too many other
 *     combinations of types came before theirs
 */
public record PlaceFileSummary(long places, long bytes, long typesLeftOut) {}
