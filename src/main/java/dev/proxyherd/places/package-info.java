/** Where a WHATSAT gets its places from: Google Places, or the built-in gazetteer. */
@NullMarked
package dev.proxyherd.places;

import org.jspecify.annotations.NullMarked;
