/**
 * {@code GET /v1/stream}: where clients are, and where they go, as server-sent events. {@link
 * dev.proxyherd.http.stream.Streams} has one thread and one place in the store's changes for all
 * that are open.
 */
@NullMarked
package dev.proxyherd.http.stream;

import org.jspecify.annotations.NullMarked;
