/**
 * Spring Integration's TCP building blocks, made fit for lines: a connection that reads blocks and
 * coalesces what it writes, a mapper that copies no headers, a listener that survives what clients
 * do, and deadlines. Both ports stand on it.
 */
@NullMarked
package dev.proxyherd.tcp;

import org.jspecify.annotations.NullMarked;
