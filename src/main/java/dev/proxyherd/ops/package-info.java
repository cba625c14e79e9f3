/**
 * What operators see of a member: health, meters, the herd endpoint, the changes, the wire log; and
 * the one thing that they can do: forget a client.
 */
@NullMarked
package dev.proxyherd.ops;

import org.jspecify.annotations.NullMarked;
