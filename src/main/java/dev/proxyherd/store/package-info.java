/** Where the records are kept. */
@NullMarked
package dev.proxyherd.store;

import org.jspecify.annotations.NullMarked;
