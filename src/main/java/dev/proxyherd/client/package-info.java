/** The client port: its listener, and the flow from its lines to the router and back. */
@NullMarked
package dev.proxyherd.client;

import org.jspecify.annotations.NullMarked;
