/**
 * Apps that phones have already: OwnTracks in HTTP mode ({@code OwnTracksRoutes}), and Traccar
 * Client with all else that speaks OsmAnd's form ({@code TraccarRoutes}). What they send becomes
 * {@link dev.proxyherd.http.phones.Report}s, and those updates like any other ({@code
 * PhoneUpdates}).
 */
@NullMarked
package dev.proxyherd.http.phones;

import org.jspecify.annotations.NullMarked;
