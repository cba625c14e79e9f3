/** Who is in the herd: the name of this member, its neighbours, and where all are to be found. */
@NullMarked
package dev.proxyherd.topology;

import org.jspecify.annotations.NullMarked;
