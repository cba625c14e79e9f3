/** A member that is run by several replicas on Redis or Valkey: the store, leases, fail-over. */
@NullMarked
package dev.proxyherd.site;

import org.jspecify.annotations.NullMarked;
