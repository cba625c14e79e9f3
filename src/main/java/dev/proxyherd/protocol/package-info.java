/**
 * The words of both protocols: bytes in, sealed records out, and back. No Spring, no input or
 * output. Nothing here throws on what a client or a neighbour sent: malformed input is a variant.
 */
@NullMarked
package dev.proxyherd.protocol;

import org.jspecify.annotations.NullMarked;
