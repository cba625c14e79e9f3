package dev.proxyherd.protocol;

import dev.proxyherd.location.ByteString;
import dev.proxyherd.location.ClientLocation;
import dev.proxyherd.location.Receipt;

/**
 * {@code AT <server> <difference> <client> <location> <time> <number>}: a neighbour passes on where
 * a client is, or that it is forgotten. Never a client's command.
 *
 * @param receipt whose feed the line stands in, and where in it
 * @param live whether the neighbour sent it as it came to know it; otherwise it is of what this
 *     member had missed, or has not had yet
 */
public record At(ByteString line, ClientLocation location, Receipt receipt, boolean live)
    implements Command {}
