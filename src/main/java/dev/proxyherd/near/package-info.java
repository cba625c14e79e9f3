/**
 * Which clients are near a point: an index of where clients are that follows the store's changes,
 * and takes nothing where nobody asks. No Spring.
 */
@NullMarked
package dev.proxyherd.near;

import org.jspecify.annotations.NullMarked;
