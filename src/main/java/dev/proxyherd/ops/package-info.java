/** What operators see of a member: health, meters, the herd endpoint, the wire log. Reads only. */
@NullMarked
package dev.proxyherd.ops;

import org.jspecify.annotations.NullMarked;
