/**
 * Spring Integration's TCP on Netty's event loops, made fit for lines: each loop reads all
 * connections that are ready, has what they said recorded as one, and writes to each once. With a
 * listener that survives what clients do, deadlines, and a gentle end. Both ports stand on it.
 * Start to read at {@link dev.proxyherd.tcp.LineConnection}.
 */
@NullMarked
package dev.proxyherd.tcp;

import org.jspecify.annotations.NullMarked;
