/** The live map: a page for browsers at {@code /}, its files, and the names on it. */
@NullMarked
package dev.proxyherd.http.map;

import org.jspecify.annotations.NullMarked;
