package dev.proxyherd.cli;

import java.util.List;

/**
 * A member as its profile and the table {@code local} describe it.
 *
 * @param profile the Spring profile: what stands between {@code application-} and {@code .yml}
 * @param name as it appears in protocol lines
 * @param neighbours names, in the order of the profile
 * @param webPort -1 for none
 * @param credentials for its HTTP port
 */
record Member(
    String profile,
    String name,
    List<String> neighbours,
    String host,
    int clientPort,
    int peerPort,
    int httpPort,
    int webPort,
    Credentials credentials) {}
