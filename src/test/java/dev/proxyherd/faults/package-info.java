/** What a herd of real processes promises when machines and networks fail. */
@NullMarked
package dev.proxyherd.faults;

import org.jspecify.annotations.NullMarked;
