package dev.proxyherd.location;

/**
 * A point on the earth in decimal degrees (WGS 84).
 *
 * @param latitude north positive, -90 to 90
 * @param longitude east positive, -180 to 180
 */
public record Coordinates(double latitude, double longitude) {}
