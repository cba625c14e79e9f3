/**
 * Reads places out of files as others make them, for {@code ./herd places import}: GeoNames dumps,
 * GeoJSON, CSV. Start reading at {@link dev.proxyherd.places.imports.PlaceImport}.
 */
@NullMarked
package dev.proxyherd.places.imports;

import org.jspecify.annotations.NullMarked;
