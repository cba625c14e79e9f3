/**
 * The load generator behind {@code herd bench}: what a herd takes, how long replies and floods
 * take, and what they cost, each reply checked. Knows the client protocol as a client does, from
 * outside: it shares no code with the member that it measures. Start reading at {@link
 * dev.proxyherd.bench.Load}.
 */
@NullMarked
package dev.proxyherd.bench;

import org.jspecify.annotations.NullMarked;
