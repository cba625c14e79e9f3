/** Places from Google: both of its Nearby Searches, over WebClient. */
@NullMarked
package dev.proxyherd.places.google;

import org.jspecify.annotations.NullMarked;
