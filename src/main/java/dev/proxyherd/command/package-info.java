/**
 * What commands do: a router with one exhaustive choice, and one service bean a command. Both ports
 * send their commands here.
 */
@NullMarked
package dev.proxyherd.command;

import org.jspecify.annotations.NullMarked;
