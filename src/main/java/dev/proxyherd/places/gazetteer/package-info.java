/** Places of one's own: a gazetteer in memory, asked without waiting for anybody. */
@NullMarked
package dev.proxyherd.places.gazetteer;

import org.jspecify.annotations.NullMarked;
