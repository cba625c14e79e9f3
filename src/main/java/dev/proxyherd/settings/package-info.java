/**
 * The member's configuration as a whole: which {@code herd.*} settings there are, where their
 * values come from, and what is said of one that is wrong.
 */
@NullMarked
package dev.proxyherd.settings;

import org.jspecify.annotations.NullMarked;
