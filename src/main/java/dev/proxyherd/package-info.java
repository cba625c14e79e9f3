/** Proxy Herd: a masterless location service. Start reading at {@link dev.proxyherd.ProxyHerd}. */
@NullMarked
package dev.proxyherd;

import org.jspecify.annotations.NullMarked;
