package dev.proxyherd.bench;

/** A process whose use of the machine is part of the result, whether or not it gets load itself. */
public record Watched(String name, UsageMeter meter) {}
