/**
 * The {@code herd} command: runs members as processes on one machine. A program of its own beside
 * the member, without a Spring context, so that it answers at once. Start reading at {@link
 * dev.proxyherd.cli.Herd}.
 */
@NullMarked
package dev.proxyherd.cli;

import org.jspecify.annotations.NullMarked;
