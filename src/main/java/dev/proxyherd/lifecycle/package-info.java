/** The two ends of a member's life: when it is ready, and how it stops. */
@NullMarked
package dev.proxyherd.lifecycle;

import org.jspecify.annotations.NullMarked;
