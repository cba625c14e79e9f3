/** What tests of several packages share. */
@NullMarked
package dev.proxyherd.testing;

import org.jspecify.annotations.NullMarked;
