/**
 * Who may do what at the client port, and how fast: principals with their tokens and clients, and
 * limits on the rate of commands. All of it is off unless it is configured.
 */
@NullMarked
package dev.proxyherd.access;

import org.jspecify.annotations.NullMarked;
