/**
 * What a member knows of its clients: coordinates, times, the newest-wins order, the records and
 * their change feed. No Spring.
 */
@NullMarked
package dev.proxyherd.location;

import org.jspecify.annotations.NullMarked;
