package dev.proxyherd.peer;

import dev.proxyherd.protocol.PeerLine;

/** A line of a link that is not a command, on its way to the session that it concerns. */
record LinkLine(LinkSession session, PeerLine line) {}
