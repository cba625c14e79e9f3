package dev.proxyherd.location;

/**
 * Where all records can be followed and looked up without waiting, on this process's heap: the
 * store itself, or what keeps up with it.
 */
public record WholeStore(LocationStore records) {}
