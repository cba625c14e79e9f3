/**
 * Links: this member dials each neighbour and streams its change feed there ({@link
 * dev.proxyherd.peer.SenderLink}), and takes its neighbours' feeds on a port of its own ({@link
 * dev.proxyherd.peer.ReceiverSession}).
 */
@NullMarked
package dev.proxyherd.peer;

import org.jspecify.annotations.NullMarked;
